package dev.sluice.platform;

import dev.sluice.access.Open;
import dev.sluice.problem.ProblemKind;
import dev.sluice.problem.Problems;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where the server sends errors that arose outside of any route, in a filter for example. */
@RestController
@Open("It only repeats that the request failed.")
final class ErrorRoute implements ErrorController {

    /** Null where a part of the answer is out already: it breaks off there. */
    @RequestMapping("${spring.web.error.path:/error}")
    @Nullable
    ResponseEntity<Object> error(HttpServletRequest request, HttpServletResponse response) {
        if (response.isCommitted()) {
            return null;
        }
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int code = status instanceof Integer known ? known : HttpStatus.NOT_FOUND.value();
        ProblemKind kind = Problems.ofStatus(code);
        return kind.problem(kind.title() + ".").answer();
    }
}
