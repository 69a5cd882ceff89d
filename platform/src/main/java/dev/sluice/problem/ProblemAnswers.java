package dev.sluice.problem;

import dev.sluice.ledger.SqlFailure;
import dev.sluice.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.Map;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns every exception of a request into a problem: ours as they are, Spring's by their status, all others as bugs. */
@RestControllerAdvice
final class ProblemAnswers extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);

    @ExceptionHandler
    ResponseEntity<Object> ours(ProblemException e) {
        return e.problem().answer();
    }

    /** The database's absence is told; what it said about a statement of ours is a bug, and stays in the log. */
    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> database(DataAccessException e, WebRequest request) {
        if (SqlFailure.isOutage(e)) {
            return Problems.DATABASE_UNAVAILABLE
                    .problem("The database did not answer.")
                    .retryAfter(Duration.ofSeconds(1))
                    .answer();
        }
        return bug(e, request);
    }

    @ExceptionHandler
    ResponseEntity<Object> registry(RegistryUnavailableException e) {
        return Problems.REGISTRY_UNAVAILABLE
                .problem("The schema registry did not answer.")
                .retryAfter(Duration.ofSeconds(1))
                .answer();
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> bug(Throwable e, WebRequest request) {
        if (isClientGone(e)) {
            return null;
        }
        LOG.atError().addKeyValue("path", path(request)).setCause(e).log("request failed");
        return Problems.INTERNAL_ERROR
                .problem("The log of the service says more.")
                .answer();
    }

    /**
     * Whether the request's own input or output ended. A connection to somebody else that broke, or a file that ends too
     * early, is no such thing: the client is there and must have an answer.
     */
    private static boolean isClientGone(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClientAbortException || cause instanceof AsyncRequestNotUsableException) {
                return true;
            }
        }
        return false;
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (status.is5xxServerError() && status.value() != 503) {
            return bug(e, request);
        }
        ProblemKind kind = e instanceof HttpMessageNotReadableException
                ? Problems.MALFORMED_BODY
                : Problems.ofStatus(status.value());
        Problem problem = kind.problem(detail(e, kind));
        for (Map.Entry<String, String> header : headers.toSingleValueMap().entrySet()) {
            problem = problem.header(header.getKey(), header.getValue());
        }
        return problem.answer();
    }

    private static String detail(Exception e, ProblemKind kind) {
        String detail = e instanceof ErrorResponse response ? response.getBody().getDetail() : null;
        return detail == null || detail.isBlank() ? kind.title() + "." : detail;
    }

    private static String path(WebRequest request) {
        return request instanceof ServletWebRequest servlet
                ? servlet.getRequest().getRequestURI()
                : "";
    }
}
