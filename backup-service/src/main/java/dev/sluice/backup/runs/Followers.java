package dev.sluice.backup.runs;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Sends clients every change of a long work, about once a second, until its end. */
public final class Followers implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(12);

    private final ScheduledExecutorService clock =
            Executors.newScheduledThreadPool(2, task -> new Thread(task, "backup-events"));

    /** Sends {@code progress} whenever the view is another one, and {@code end} when there is no more to come. */
    public <T> SseEmitter follow(Supplier<T> view, Predicate<T> ended) {
        SseEmitter client = new SseEmitter(LONGEST.toMillis());
        Follower<T> follower = new Follower<>(client, view, ended);
        ScheduledFuture<?> ticks = clock.scheduleWithFixedDelay(follower, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        client.onCompletion(() -> ticks.cancel(false));
        client.onTimeout(() -> ticks.cancel(false));
        client.onError(failure -> ticks.cancel(false));
        return client;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private static final class Follower<T> implements Runnable {
        private final SseEmitter client;
        private final Supplier<T> view;
        private final Predicate<T> ended;
        private @Nullable T last;

        Follower(SseEmitter client, Supplier<T> view, Predicate<T> ended) {
            this.client = client;
            this.view = view;
            this.ended = ended;
        }

        @Override
        public void run() {
            try {
                T now = view.get();
                if (!now.equals(last)) {
                    client.send(SseEmitter.event().name("progress").data(now));
                    last = now;
                } else {
                    client.send(SseEmitter.event().comment("still here"));
                }
                if (ended.test(now)) {
                    client.send(SseEmitter.event().name("end").data(""));
                    client.complete();
                }
            } catch (IOException | IllegalStateException | DataAccessException e) {
                // The client is gone, or sees the stream end and comes back; completing stops the clock.
                client.completeWithError(e);
            }
        }
    }
}
