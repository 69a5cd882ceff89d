package dev.sluice.backup.take;

import dev.sluice.contract.Contract;
import dev.sluice.copy.CopyCursor;
import dev.sluice.copy.CopyDecoder;
import dev.sluice.row.AvroOutput;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** What a binary COPY sends, as Avro bodies one after the other. PostgreSQL sends each tuple in a message of its own. */
public final class TupleStream {
    private final CopyDecoder decoder;
    private final CopyCursor cursor = new CopyCursor();

    public TupleStream(Contract contract) {
        this.decoder = CopyDecoder.of(contract);
    }

    /** What is done with a row that has just been appended. */
    @FunctionalInterface
    public interface Sink {
        /** @param from where in the output the row begins */
        void added(int from) throws IOException;
    }

    /** Appends every row to the output, which the sink may empty in between. */
    public void read(Connection connection, String copy, AvroOutput out, Sink sink) throws SQLException, IOException {
        CopyOut rows = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy);
        try {
            for (byte[] message = rows.readFromCopy(); message != null; message = rows.readFromCopy()) {
                cursor.reset(message);
                while (!cursor.atEnd()) {
                    int from = out.size();
                    decoder.decode(cursor, out);
                    sink.added(from);
                }
            }
        } finally {
            if (rows.isActive()) {
                rows.cancelCopy();
            }
        }
    }
}
