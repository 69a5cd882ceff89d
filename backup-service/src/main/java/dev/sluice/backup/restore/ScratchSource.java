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
    private static final int FULL_BYTES = 256 << 10;
    private static final String IN_ORDER = "set synchronize_seqscans = off; set max_parallel_workers_per_gather = 0";

    private final Connection connection;
    private final Contract contract;
    private final CopyOut copy;
    private long next;
    private volatile boolean ended;

    private ScratchSource(Connection connection, Contract contract, CopyOut copy, long from) {
        this.connection = connection;
        this.contract = contract;
        this.copy = copy;
        this.next = from;
    }

    /**
     * @param connection this one's alone, which it closes: after a COPY that was not read to its end it is of no use
     * @param statement gives the strip's rows from this one on, in the order in which they lie
     */
    static ScratchSource open(Connection connection, Contract contract, String statement, long from)
            throws SQLException {
        try {
            Scratch.execute(connection, IN_ORDER);
            CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(statement);
            return new ScratchSource(connection, contract, copy, from);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
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
        connection.close();
    }

    /** Messages that hold a tuple each; answers the number of the first. */
    private synchronized long take(int most, List<byte[]> tuples) throws SQLException {
        long first = next;
        long bytes = 0;
        while (!ended && tuples.size() < most && bytes < FULL_BYTES) {
            byte[] message = copy.readFromCopy();
            if (message == null) {
                ended = true;
            } else if (!CopyCursor.of(message).atEnd()) {
                tuples.add(message);
                bytes += message.length;
                next++;
            }
        }
        return first;
    }

    private final class TupleShare implements Share {
        private final CopyDecoder decoder = CopyDecoder.of(contract);
        private final AvroOutput row = new AvroOutput();

        @Override
        public @Nullable Stretch next(int most) throws SQLException {
            List<byte[]> tuples = new ArrayList<>(most);
            long first = take(most, tuples);
            if (tuples.isEmpty()) {
                return null;
            }
            List<byte[]> bodies = new ArrayList<>(tuples.size());
            for (byte[] tuple : tuples) {
                bodies.add(body(tuple));
            }
            return new Stretch(first, bodies);
        }

        private byte[] body(byte[] tuple) {
            CopyCursor cursor = CopyCursor.of(tuple);
            row.clear();
            decoder.decode(cursor, row);
            if (!cursor.atEnd()) {
                throw new IllegalStateException("PostgreSQL sent several tuples in one message");
            }
            return row.toBytes();
        }
    }
}
