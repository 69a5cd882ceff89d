package dev.sluice.sink;

import dev.sluice.wire.Decimal;
import dev.sluice.wire.Headers;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The headers of a row that the sink needs, found in one pass: asking for each by name costs a string for every header
 * before it, and made up a third of the client's time. Reused from row to row, for one thread.
 */
final class RowHeaders {
    private static final byte[] NONE = new byte[0];
    private static final byte[] TRUE = Headers.bytes("true");
    private byte[] batch = NONE;
    private byte[] row = NONE;
    private byte[] since = NONE;
    private byte[] letter = NONE;
    private byte[] corrects = NONE;
    private boolean overwrite;
    private boolean refused;

    void read(ConsumerRecord<byte[], byte[]> record) {
        batch = NONE;
        row = NONE;
        since = NONE;
        letter = NONE;
        corrects = NONE;
        overwrite = false;
        refused = false;
        for (Header header : record.headers()) {
            read(header);
        }
    }

    /** Names nearly always differ in length, which comparing sees at once; a switch would hash every name. */
    private void read(Header header) {
        String name = header.key();
        if (name.equals(Headers.BATCH)) {
            batch = bytes(header);
        } else if (name.equals(Headers.ROW)) {
            row = bytes(header);
        } else if (name.equals(Headers.UNLESS_WRITTEN_SINCE)) {
            since = bytes(header);
        } else if (name.equals(Headers.LETTER)) {
            letter = bytes(header);
        } else if (name.equals(Headers.CORRECTS)) {
            corrects = bytes(header);
        } else if (name.equals(Headers.OVERWRITE)) {
            overwrite = Arrays.equals(TRUE, header.value());
        } else if (name.equals(Headers.REFUSED)) {
            refused = true;
        }
    }

    /** Empty when the row belongs to no batch. */
    byte[] batch() {
        return batch;
    }

    /** The row's number in its batch; 0 when it doesn't say. */
    long row() {
        return Decimal.parse(row, 0);
    }

    /** Whether a restore sent the row. */
    boolean isRestored() {
        return since.length > 0;
    }

    /** Of a restored row: from which offset on a write to the same key wins over it. */
    long since() {
        return Decimal.parse(since, 0);
    }

    /** The dead letter that the row is another attempt of; empty when it is its first. */
    byte[] letter() {
        return letter;
    }

    /** The batch that the row's batch corrects; empty when it corrects none. */
    byte[] corrects() {
        return corrects;
    }

    /** Whether the row must not replace one that the table has. */
    boolean mustBeNew() {
        return letter.length > 0 && !overwrite;
    }

    /** Whether the record says that it repairs the log after a refusal. */
    boolean mayBeRepair() {
        return refused;
    }

    private static byte[] bytes(Header header) {
        return header.value() == null ? NONE : header.value();
    }
}
