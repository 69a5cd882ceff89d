package dev.sluice.backup.restore;

import dev.sluice.contract.Contract;
import dev.sluice.copy.CopyCursor;
import dev.sluice.copy.CopyDecoder;
import dev.sluice.row.AvroOutput;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Rows out of a scratch table. Threads fetch tuples in turns, and each makes rows of those that it got. */
final class ScratchSource implements RowSource {
    private static final int RUN_TUPLES = 500;
    private static final int RUN_BYTES = 256 << 10;

    private final Contract contract;
    private final CopyOut copy;
    private long next;
    private volatile boolean ended;

    /**
     * @param connection does nothing else until this is closed
     * @param statement gives the strip's rows from this one on, in the order in which they lie
     */
    ScratchSource(Connection connection, Contract contract, String statement, long from) throws SQLException {
        this.contract = contract;
        this.next = from;
        this.copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(statement);
    }

    @Override
    public Share share() {
        return new TupleShare();
    }

    @Override
    public void end() {
        ended = true;
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    /** Messages that hold a tuple each; answers the number of the first. */
    private synchronized long take(List<byte[]> tuples) throws SQLException {
        long first = next;
        long bytes = 0;
        while (!ended && tuples.size() < RUN_TUPLES && bytes < RUN_BYTES) {
            byte[] message = copy.readFromCopy();
            if (message == null) {
                ended = true;
            } else if (!cursor(message).atEnd()) {
                tuples.add(message);
                bytes += message.length;
                next++;
            }
        }
        return first;
    }

    private static CopyCursor cursor(byte[] message) {
        CopyCursor cursor = new CopyCursor();
        cursor.reset(message, CopyCursor.startsWithHeader(message) ? CopyCursor.headerLength() : 0);
        return cursor;
    }

    private final class TupleShare implements Share {
        private final CopyDecoder decoder = CopyDecoder.of(contract);
        private final AvroOutput row = new AvroOutput();

        @Override
        public @Nullable Run next() throws SQLException {
            List<byte[]> tuples = new ArrayList<>(RUN_TUPLES);
            long first = take(tuples);
            if (tuples.isEmpty()) {
                return null;
            }
            List<byte[]> bodies = new ArrayList<>(tuples.size());
            for (byte[] tuple : tuples) {
                bodies.add(body(tuple));
            }
            return new Run(first, bodies);
        }

        private byte[] body(byte[] tuple) {
            CopyCursor cursor = cursor(tuple);
            row.clear();
            decoder.decode(cursor, row);
            if (!cursor.atEnd()) {
                throw new IllegalStateException("PostgreSQL sent several tuples in one message");
            }
            return row.toBytes();
        }
    }
}
