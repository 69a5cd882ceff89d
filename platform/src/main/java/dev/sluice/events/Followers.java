package dev.sluice.events;

import dev.sluice.problem.Problems;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells clients every change of what they follow, until its end. Writing to a client waits for it when it doesn't read, so
 * each is written to by a thread of its own for as long as that takes: one that stalls holds up no other.
 */
public final class Followers implements AutoCloseable {
    /** Each may hold a thread when it stalls. */
    private static final int MOST = 500;

    private static final Duration LONGEST = Duration.ofHours(12);

    private final Duration lookEvery;
    private final AtomicInteger following = new AtomicInteger();
    private final ScheduledExecutorService clock;
    private final ExecutorService writers;

    private Followers(String threads, Duration lookEvery) {
        this.lookEvery = lookEvery;
        this.clock = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, threads + "-clock"));
        this.writers = new ThreadPoolExecutor(
                0, MOST, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> new Thread(task, threads));
    }

    /** @param threads what their names begin with */
    public static Followers looking(Duration every, String threads) {
        return new Followers(threads, every);
    }

    /**
     * Sends an event of this name whenever the view is another one, and {@code end} when there is no more to come.
     *
     * @param view empty where there is nothing to tell yet
     */
    public <T> SseEmitter follow(String event, Supplier<Optional<T>> view, Predicate<T> ended) {
        return follow(new SseEmitter(LONGEST.toMillis()), event, view, ended);
    }

    <T> SseEmitter follow(SseEmitter client, String event, Supplier<Optional<T>> view, Predicate<T> ended) {
        if (following.incrementAndGet() > MOST) {
            following.decrementAndGet();
            throw Problems.UNAVAILABLE.because("Too many clients follow something already.");
        }
        Follower<T> follower = new Follower<>(client, event, view, ended);
        ScheduledFuture<?> ticks = clock.scheduleWithFixedDelay(
                () -> follower.tick(writers), 0, lookEvery.toMillis(), TimeUnit.MILLISECONDS);
        Runnable leave = () -> {
            if (follower.leave()) {
                ticks.cancel(false);
                following.decrementAndGet();
            }
        };
        client.onCompletion(leave);
        client.onTimeout(leave);
        client.onError(failure -> leave.run());
        return client;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        writers.shutdownNow();
    }
}
