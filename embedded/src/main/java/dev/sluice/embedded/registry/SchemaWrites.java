package dev.sluice.embedded.registry;

import dev.sluice.embedded.registry.SchemaLog.AppendException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The only way to change anything: one writer at a time decides on all there is, adds its records, and answers once they
 * have been read back. Whoever doesn't get there in time says so; nobody waits longer than the timeout, and readers don't
 * wait at all.
 */
final class SchemaWrites {
    private final SchemaLog log;
    private final SchemaStore store;
    private final Duration timeout;
    private final ReentrantLock turn = new ReentrantLock(true);
    /** A record may be on its way that has not been read: decide nothing before it is. */
    private boolean unsettled = true;

    SchemaWrites(SchemaLog log, SchemaStore store, Duration timeout) {
        this.log = log;
        this.store = store;
        this.timeout = timeout;
    }

    /** What a writer may do in its turn. */
    @FunctionalInterface
    interface Turn {
        void put(SchemaRecord record);
    }

    <T> T inTurn(Function<Turn, T> work) {
        Deadline deadline = new Deadline(System.nanoTime() + timeout.toNanos());
        try {
            if (!turn.tryLock(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
                throw RegistryProblem.timedOut();
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
        try {
            if (unsettled) {
                put(SchemaRecord.noop(), deadline);
            }
            return work.apply(record -> put(record, deadline));
        } finally {
            turn.unlock();
        }
    }

    private void put(SchemaRecord record, Deadline deadline) {
        unsettled = true;
        try {
            long offset = log.append(record.key(), record.value(), deadline.left());
            if (!store.awaitRead(offset, deadline.left())) {
                throw RegistryProblem.timedOut();
            }
            unsettled = false;
        } catch (AppendException e) {
            throw problem(e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static RegistryProblem problem(AppendException e) {
        return switch (e.why()) {
            case TIMED_OUT -> RegistryProblem.timedOut();
            case TOO_LARGE -> RegistryProblem.tooLarge();
            case FAILED -> RegistryProblem.storeFailed("The log did not take the record: " + e.getMessage());
        };
    }

    private static RegistryProblem interrupted() {
        Thread.currentThread().interrupt();
        return RegistryProblem.timedOut();
    }

    private record Deadline(long nanos) {
        Duration left() {
            return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
        }
    }
}
