package dev.sluice.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.springframework.context.SmartLifecycle;

/** The sink's threads, from the start of the application to its end. */
final class Sink implements SmartLifecycle {
    private static final long STOP_MILLIS = 10_000;

    private final int threads;
    private final IntFunction<SinkLoop> loops;
    private final List<SinkLoop> running = new ArrayList<>();
    private final List<Thread> workers = new ArrayList<>();

    Sink(int threads, IntFunction<SinkLoop> loops) {
        this.threads = threads;
        this.loops = loops;
    }

    @Override
    public synchronized void start() {
        for (int i = 0; i < threads; i++) {
            SinkLoop loop = loops.apply(i);
            Thread worker = new Thread(loop, "sink-" + i);
            running.add(loop);
            workers.add(worker);
            worker.start();
        }
    }

    @Override
    public synchronized void stop() {
        running.forEach(SinkLoop::stop);
        try {
            long until = System.nanoTime() + STOP_MILLIS * 1_000_000;
            for (Thread worker : workers) {
                worker.join(Math.max(1, (until - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running.clear();
        workers.clear();
    }

    @Override
    public synchronized boolean isRunning() {
        return !workers.isEmpty();
    }
}
