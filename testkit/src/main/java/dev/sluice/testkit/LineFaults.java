package dev.sluice.testkit;

import java.time.Duration;

/** What is wrong with the line at this moment; all connections of a proxy share it. */
final class LineFaults {
    private long latencyNanos;
    private long bytesPerSecond = Long.MAX_VALUE;
    private boolean stalled;

    synchronized void latency(Duration oneWay) {
        latencyNanos = oneWay.toNanos();
    }

    synchronized void bandwidth(long limit) {
        bytesPerSecond = limit;
    }

    synchronized void stalled(boolean value) {
        stalled = value;
        notifyAll();
    }

    synchronized long latencyNanos() {
        return latencyNanos;
    }

    /** How long the line is busy with so many bytes. */
    synchronized long transferNanos(int bytes) {
        return bytesPerSecond == Long.MAX_VALUE ? 0 : bytes * 1_000_000_000L / bytesPerSecond;
    }

    synchronized void awaitFlow() throws InterruptedException {
        while (stalled) {
            wait();
        }
    }
}
