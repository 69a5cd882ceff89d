package dev.sluice.events;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One client and what it follows. */
final class Follower<T> {
    private static final Duration SAY_SOMETHING_EVERY = Duration.ofSeconds(15);

    private final SseEmitter client;
    private final String event;
    private final Supplier<Optional<T>> view;
    private final Predicate<T> ended;
    private final AtomicBoolean writing = new AtomicBoolean();
    private final AtomicBoolean gone = new AtomicBoolean();
    private volatile boolean over;
    private @Nullable T last;
    private long lastSent = System.nanoTime();

    Follower(SseEmitter client, String event, Supplier<Optional<T>> view, Predicate<T> ended) {
        this.client = client;
        this.event = event;
        this.view = view;
        this.ended = ended;
    }

    /** Lets a writer look, unless one is still at it. */
    void tick(Executor writers) {
        if (!over && !gone.get() && writing.compareAndSet(false, true)) {
            writers.execute(this::look);
        }
    }

    /** False where it had left before. */
    boolean leave() {
        return gone.compareAndSet(false, true);
    }

    private void look() {
        try {
            Optional<T> now = view.get();
            if (now.isPresent()) {
                tell(now.get());
            }
            if (!over && System.nanoTime() - lastSent > SAY_SOMETHING_EVERY.toNanos()) {
                send(SseEmitter.event().comment("still here"));
            }
        } catch (IOException | RuntimeException e) {
            // The thread's outermost frame. The client is gone, or sees the stream end and comes back.
            over = true;
            client.completeWithError(e);
        } finally {
            writing.set(false);
        }
    }

    private void tell(T now) throws IOException {
        if (!now.equals(last)) {
            send(SseEmitter.event().name(event).data(now));
            last = now;
        }
        if (ended.test(now)) {
            over = true;
            send(SseEmitter.event().name("end").data(""));
            client.complete();
        }
    }

    private void send(SseEmitter.SseEventBuilder what) throws IOException {
        client.send(what);
        lastSent = System.nanoTime();
    }
}
