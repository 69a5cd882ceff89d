package dev.sluice.access;

import dev.sluice.problem.Problem;
import dev.sluice.problem.ProblemException;
import dev.sluice.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;

/** Lets a request through to its handler, or throws the problem that says why not. */
final class Guard {

    static final String CALLER = Caller.class.getName();

    private static final String BEARER = "Bearer ";

    private final KeyRing keys;
    private final Sessions sessions;

    Guard(KeyRing keys, Sessions sessions) {
        this.keys = keys;
        this.sessions = sessions;
    }

    /** Whatever serves a route says what it takes, or nobody gets in. */
    void check(HttpServletRequest request, Object handler) {
        if (annotation(handler, Open.class) != null) {
            return;
        }
        Caller caller = authenticate(request);
        Scoped scoped = annotation(handler, Scoped.class);
        if (scoped == null) {
            throw Problems.FORBIDDEN.because("This route is closed.");
        }
        caller.require(scoped.value());
        request.setAttribute(CALLER, caller);
    }

    Caller authenticate(HttpServletRequest request) {
        Optional<String> presented = presented(request);
        if (presented.isPresent()) {
            return keys.find(presented.get()).orElseThrow(() -> refusal(true));
        }
        Optional<String> cookie = SessionCookie.of(request);
        Caller caller = cookie.flatMap(sessions::find)
                .map(session -> session.key().caller())
                .orElseThrow(() -> refusal(cookie.isPresent()));
        SessionCookie.requireOurPage(request);
        return caller;
    }

    private ProblemException refusal(boolean presented) {
        if (presented && !keys.isRead()) {
            return Problems.DATABASE_UNAVAILABLE
                    .problem("The keys were not read yet.")
                    .retryAfter(Duration.ofSeconds(1))
                    .exception();
        }
        Problem problem = Problems.UNAUTHORIZED.problem("The request carries no valid API key.");
        return problem.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"sluice\"")
                .exception();
    }

    private static Optional<String> presented(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(authorization.substring(BEARER.length()).strip());
        }
        return Optional.ofNullable(request.getHeader("X-API-Key")).map(String::strip);
    }

    /** A method's own word goes before its class's, also where the two differ in kind. */
    static <A extends Annotation> @Nullable A annotation(Object handler, Class<A> type) {
        if (!(handler instanceof HandlerMethod method)) {
            return AnnotatedElementUtils.findMergedAnnotation(handler.getClass(), type);
        }
        boolean methodSays = method.hasMethodAnnotation(Open.class) || method.hasMethodAnnotation(Scoped.class);
        return methodSays
                ? method.getMethodAnnotation(type)
                : AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), type);
    }
}
