package dev.sluice.producer.body;

import dev.sluice.producer.limits.BytesInFlight;
import dev.sluice.producer.limits.ProducerSettings;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Reads a body as it comes, holding no thread, and dispatches the request again when it is there. A thousand clients that
 * send a byte a second cost memory that is bounded, and nothing else.
 */
final class BodyReading implements HandlerInterceptor {
    private static final String SHARE = "dev.sluice.producer.share";

    private final ProducerSettings settings;
    private final BytesInFlight bytesInFlight;

    public BodyReading(ProducerSettings settings, BytesInFlight bytesInFlight) {
        this.settings = settings;
        this.bytesInFlight = bytesInFlight;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (!(handler instanceof HandlerMethod method) || !method.hasMethodAnnotation(WholeBody.class)) {
            return true;
        }
        Object body = request.getAttribute(WholeBody.BODY);
        if (body instanceof RuntimeException wrong) {
            release(request);
            throw wrong;
        }
        if (body != null) {
            return true;
        }
        BytesInFlight.Share share = bytesInFlight.share();
        request.setAttribute(SHARE, share);
        ServletInputStream input = request.getInputStream();
        AsyncContext context = request.startAsync();
        context.setTimeout(settings.bodyTimeout().toMillis());
        BodyListener listener = new BodyListener(context, input, share, request.getContentLengthLong(), (int)
                settings.maxBody().toBytes());
        context.addListener(listener);
        input.setReadListener(listener);
        return false;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        release(request);
    }

    private static void release(HttpServletRequest request) {
        if (request.getAttribute(SHARE) instanceof BytesInFlight.Share share) {
            share.release();
        }
    }
}
