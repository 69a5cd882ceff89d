package dev.sluice.validator;

import dev.sluice.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Asks an unreachable registry again on the stream thread, for less time than the open transaction lasts. A short outage
 * passes unnoticed that way; a longer one ends the thread, and the stage pauses until the registry answers.
 */
final class Patience {
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final Duration most;
    private final Outage outage;

    Patience(Duration most, Outage outage) {
        this.most = most;
        this.outage = outage;
    }

    <T> T retry(Supplier<T> attempt, RegistryUnavailableException first) {
        long start = System.nanoTime();
        long pause = FIRST_PAUSE_MILLIS;
        RegistryUnavailableException latest = first;
        while (System.nanoTime() - start < most.toNanos()
                && !Thread.currentThread().isInterrupted()) {
            outage.begins(String.valueOf(latest.getMessage()));
            pause(pause);
            pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
            try {
                T answer = attempt.get();
                outage.ends();
                return answer;
            } catch (RegistryUnavailableException e) {
                latest = e;
            }
        }
        outage.begins(String.valueOf(latest.getMessage()));
        throw latest;
    }

    private static void pause(long millis) {
        long jittered = millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(jittered));
    }
}
