package dev.sluice.embedded.registry;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The one place where the registry's knowledge is kept: records in an order that never changes. */
interface SchemaLog extends AutoCloseable {
    /**
     * Hands every record to the reader, from the first on, in order and from one thread, for as long as the log is open.
     * Returns once the records that were there at the call have been handed over.
     */
    void read(Reader reader);

    /** Adds a record and returns its offset. Records come to stand in the order of the calls. */
    long append(String key, @Nullable String value, Duration patience) throws AppendException;

    /** Which Kafka this is. */
    String clusterId();

    @Override
    void close();

    /** {@code value} is null for a tombstone. */
    @FunctionalInterface
    interface Reader {
        void record(long offset, @Nullable String key, @Nullable String value);
    }

    /** The record may or may not come to stand in the log, save for one that is too large. */
    final class AppendException extends Exception {
        private static final long serialVersionUID = 1L;

        enum Why {
            TIMED_OUT,
            TOO_LARGE,
            FAILED
        }

        private final Why why;

        AppendException(Why why, String message, @Nullable Throwable cause) {
            super(message, cause);
            this.why = why;
        }

        Why why() {
            return why;
        }
    }
}
