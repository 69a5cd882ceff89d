package dev.sluice.backup.runs;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Threads that take shares of one work until nothing is left of it. When one of them fails, so has the whole. */
public final class Crew {
    private final String name;
    private final int size;

    /** @param name of its threads */
    public Crew(String name, int size) {
        this.name = name;
        this.size = size;
    }

    /** What each of the threads does. */
    @FunctionalInterface
    public interface Work {
        void run() throws SQLException, IOException;
    }

    /**
     * Returns once all threads have done their share; where one failed, throws what it threw once all have ended.
     *
     * @param giveUp makes the others end soon once one has failed, or once whoever waits is interrupted; for any thread
     */
    public void run(Work work, Runnable giveUp) throws SQLException, IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(size, task -> new Thread(task, name));
        boolean done = false;
        try {
            Callable<?> task = () -> share(work, giveUp);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                running.add(threads.submit(task));
            }
            for (Future<?> each : running) {
                each.get();
            }
            done = true;
        } catch (ExecutionException e) {
            rethrow(Objects.requireNonNull(e.getCause()));
        } finally {
            if (!done) {
                giveUp.run();
            }
            // One that nobody waits for any more must not work on while what it works on goes away.
            threads.shutdownNow();
            boolean gone = false;
            while (!gone) {
                gone = threads.awaitTermination(1, TimeUnit.SECONDS);
            }
        }
    }

    private static @Nullable Void share(Work work, Runnable giveUp) throws SQLException, IOException {
        boolean done = false;
        try {
            work.run();
            done = true;
        } finally {
            if (!done) {
                giveUp.run();
            }
        }
        return null;
    }

    private static void rethrow(Throwable cause) throws SQLException, IOException {
        if (cause instanceof SQLException sql) {
            throw sql;
        } else if (cause instanceof IOException io) {
            throw io;
        } else if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        throw new IllegalStateException(cause);
    }
}
