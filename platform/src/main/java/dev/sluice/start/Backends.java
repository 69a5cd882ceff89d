package dev.sluice.start;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits, with a bound, for a backend that is started at the same time as we are. */
public final class Backends {

    private static final Logger LOG = LoggerFactory.getLogger(Backends.class);
    private static final Duration SAY_SO_EVERY = Duration.ofSeconds(10);
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final StartSettings settings;

    private Backends(StartSettings settings) {
        this.settings = settings;
    }

    public static Backends of(StartSettings settings) {
        return new Backends(settings);
    }

    /** An attempt to use a backend; it must come back by itself within a few seconds. */
    @FunctionalInterface
    public interface Attempt<T> {
        T run() throws NotYetException;
    }

    /**
     * The attempt's outcome, once it has one.
     *
     * @param backend what the user calls it, as "Kafka"
     * @param address where it was looked for
     * @param property the property that says so
     */
    public <T> T await(String backend, String address, String property, Attempt<T> attempt) {
        long start = System.nanoTime();
        // Topics that were just created take a moment to show up: not worth a line.
        long sayNext = Duration.ofSeconds(1).toNanos();
        long pause = 100;
        while (true) {
            try {
                return attempt.run();
            } catch (NotYetException e) {
                long waited = System.nanoTime() - start;
                if (waited >= settings.timeout().toNanos()) {
                    throw new StartException(
                            backend + " at " + address + " did not answer within "
                                    + settings.timeout().toSeconds() + " s: " + e.getMessage(),
                            "Start " + backend + ", or correct " + property
                                    + "; sluice.start.timeout says how long to wait.");
                }
                if (waited >= sayNext) {
                    LOG.atInfo()
                            .addKeyValue("backend", backend)
                            .addKeyValue("address", address)
                            .addKeyValue("cause", e.getMessage())
                            .log("waiting for backend");
                    sayNext = waited + SAY_SO_EVERY.toNanos();
                }
            }
            pause(pause);
            pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis + ThreadLocalRandom.current().nextLong(millis / 2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("The start was interrupted", "Start again.");
        }
    }
}
