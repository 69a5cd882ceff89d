package dev.sluice.producer.requests;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Writes down what became of requests, on threads of its own: those of the log have other things to do, and no outcome may
 * change because it could not be written down. Nothing is refused: as much can wait here as there are requests that were let
 * in, and none of their answers waits for long.
 */
public final class RequestEnds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RequestEnds.class);
    private static final int THREADS = 4;

    /** The database may be away or hang; whoever waits for an answer shall not. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ExecutorService threads;

    RequestEnds() {
        ThreadFactory factory = new CustomizableThreadFactory("sluice-request-end-");
        threads = new ThreadPoolExecutor(THREADS, THREADS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), factory);
    }

    /** Done when it is written down, or could not be, or takes too long; never fails. */
    public CompletableFuture<@Nullable Void> write(Runnable work) {
        try {
            return CompletableFuture.runAsync(work, threads)
                    .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .handle((done, failure) -> told(failure));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(told(e));
        }
    }

    private static @Nullable Void told(@Nullable Throwable failure) {
        if (failure != null) {
            LOG.atWarn().addKeyValue("cause", failure.toString()).log("outcome of a request could not be written down");
        }
        return null;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
