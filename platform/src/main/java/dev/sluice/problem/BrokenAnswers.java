package dev.sluice.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * An answer that fails when a part of it has gone out can become no problem any more: the problem would be appended to it and
 * the body ended as if it were whole. What is thrown here goes to Tomcat, which breaks the connection off, so that the client
 * knows.
 */
final class BrokenAnswers implements HandlerExceptionResolver, Ordered {

    /** In front of everything that would write. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception e) {
        if (!response.isCommitted() || isClientGone(e)) {
            return null;
        }
        throw new AnswerBrokenOffException(request.getRequestURI(), e);
    }

    /** Nobody is left to be told. A connection to another service that broke is no such thing. */
    private static boolean isClientGone(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClientAbortException || cause instanceof AsyncRequestNotUsableException) {
                return true;
            }
        }
        return false;
    }

    /** For Tomcat, which logs it. */
    private static final class AnswerBrokenOffException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AnswerBrokenOffException(String path, Exception cause) {
            super("the answer to " + path + " broke off", cause);
        }
    }
}
