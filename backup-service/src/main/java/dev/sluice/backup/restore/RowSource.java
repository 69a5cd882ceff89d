package dev.sluice.backup.restore;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one strip that are still to be sent, handed out to several threads. Their order is the same each time, so
 * that a count of rows sent is a place in it.
 */
interface RowSource extends AutoCloseable {
    /** What one thread gets of them. */
    Share share();

    /** From any thread: nobody gets any more. */
    void end();

    @Override
    void close() throws SQLException, IOException;

    /** For one thread. */
    @FunctionalInterface
    interface Share {
        /**
         * The next rows that no other thread has taken; null when none are left.
         *
         * @param most so many at the most, at least one
         */
        @Nullable
        Stretch next(int most) throws SQLException, IOException;
    }

    /**
     * Rows that follow each other.
     *
     * @param first number of the first of them in the strip, from 0 on
     * @param bodies Avro of the contract's present schema
     */
    record Stretch(long first, List<byte[]> bodies) {}
}
