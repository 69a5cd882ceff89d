package dev.sluice.access;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerExecutionChain;

/**
 * Asks the guard about every handler that any mapping finds: controllers, resources, actuator, error routes, and whatever
 * is added later. An interceptor would have to be added to each mapping, and a forgotten one would be an open door.
 */
final class GuardedDispatcherServlet extends DispatcherServlet {

    private static final long serialVersionUID = 1L;

    private final transient Guard guard;

    GuardedDispatcherServlet(Guard guard) {
        this.guard = guard;
    }

    @Override
    protected @Nullable HandlerExecutionChain getHandler(HttpServletRequest request) throws Exception {
        HandlerExecutionChain chain;
        try {
            chain = super.getHandler(request);
        } catch (ServletException e) {
            // The route exists, but not for this method or media type: that is for those to know who have a key.
            guard.authenticate(request);
            throw e;
        }
        if (chain != null) {
            guard.check(request, chain.getHandler());
        }
        return chain;
    }
}
