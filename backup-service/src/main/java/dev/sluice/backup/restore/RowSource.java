package dev.sluice.backup.restore;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one strip that are still to be sent, handed out to several threads. Their order is the same each time: how
 * many were sent says which.
 */
interface RowSource extends AutoCloseable {
    /** What one thread gets of them. */
    Share share() throws IOException;

    /** From any thread: nobody gets any more. */
    void end();

    @Override
    void close() throws SQLException, IOException;

    /** For one thread. */
    interface Share extends AutoCloseable {
        /** The next rows that no other thread has taken; null when none are left. */
        @Nullable
        Run next() throws SQLException, IOException;

        @Override
        default void close() {}
    }

    /**
     * Rows that follow each other.
     *
     * @param first number of the first of them in the strip, from 0 on
     * @param bodies Avro of the contract's present schema
     */
    record Run(long first, List<byte[]> bodies) {}
}
