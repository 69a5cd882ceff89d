package dev.sluice.producer.body;

import dev.sluice.producer.limits.BytesInFlight;
import dev.sluice.producer.refusal.Refusal;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Gathers one body. Past the limit it reads on for a while and keeps nothing, so that the client gets to see its answer. */
final class BodyListener implements ReadListener, AsyncListener {
    private static final int FIRST = 8 * 1024;

    private final AsyncContext context;
    private final ServletInputStream input;
    private final BytesInFlight.Share share;
    private final int limit;
    private final AtomicBoolean over = new AtomicBoolean();
    private byte[] body;
    private int length;
    private long dropped;
    private @Nullable RuntimeException wrong;

    BodyListener(AsyncContext context, ServletInputStream input, BytesInFlight.Share share, long announced, int limit) {
        this.context = context;
        this.input = input;
        this.share = share;
        this.limit = limit;
        this.body = new byte[0];
        if (announced > limit) {
            wrong = Refusal.bodyTooLarge(limit);
        } else {
            grow((int) Math.max(announced + 1, FIRST));
        }
    }

    @Override
    public void onDataAvailable() throws IOException {
        byte[] waste = new byte[0];
        while (input.isReady() && !input.isFinished()) {
            if (wrong == null && length == body.length) {
                grow(Math.min(body.length * 2, limit + 1));
            }
            if (wrong != null && waste.length == 0) {
                waste = new byte[FIRST];
            }
            int read = wrong == null ? input.read(body, length, body.length - length) : input.read(waste);
            if (read < 0) {
                return;
            }
            if (wrong == null) {
                length += read;
                if (length > limit) {
                    refuse(Refusal.bodyTooLarge(limit));
                }
            } else if ((dropped += read) > 4L * limit) {
                dispatch(wrong);
                return;
            }
        }
    }

    private void grow(int size) {
        if (share.grow(size - body.length)) {
            body = Arrays.copyOf(body, size);
        } else {
            refuse(Refusal.logUnavailable("too much is on its way in already"));
        }
    }

    private void refuse(RuntimeException reason) {
        wrong = reason;
        body = new byte[0];
    }

    @Override
    public void onAllDataRead() {
        dispatch(wrong == null ? Arrays.copyOf(body, length) : wrong);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        dispatch(wrong == null ? Refusal.bodyTooSlow(Duration.ofMillis(context.getTimeout())) : wrong);
    }

    private void dispatch(Object result) {
        if (over.compareAndSet(false, true)) {
            context.getRequest().setAttribute(WholeBody.BODY, result);
            context.dispatch();
        }
    }

    /** The client is gone: there is nobody to answer, and nothing of the body was used. */
    @Override
    public void onError(Throwable failure) {
        share.release();
        if (over.compareAndSet(false, true)) {
            context.complete();
        }
    }

    @Override
    public void onError(AsyncEvent event) {
        share.release();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        share.release();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
