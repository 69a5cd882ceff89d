package dev.sluice.sink;

import dev.sluice.wire.Headers;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The headers of a row that the sink needs, found in one pass: asking for each by name costs a string for every header
 * before it, and made up a third of the client's time. Reused from row to row, for one thread.
 */
final class RowHeaders {
    private static final byte[] NONE = new byte[0];
    private byte[] batch = NONE;
    private byte[] row = NONE;
    private byte[] since = NONE;
    private boolean refused;

    void read(ConsumerRecord<byte[], byte[]> record) {
        batch = NONE;
        row = NONE;
        since = NONE;
        refused = false;
        for (Header header : record.headers()) {
            switch (header.key()) {
                case Headers.BATCH -> batch = bytes(header);
                case Headers.ROW -> row = bytes(header);
                case Headers.UNLESS_WRITTEN_SINCE -> since = bytes(header);
                case Compensation.REFUSED -> refused = true;
                default -> {}
            }
        }
    }

    /** Empty when the row belongs to no batch. */
    byte[] batch() {
        return batch;
    }

    /** The row's number in its batch; 0 when it doesn't say. */
    long row() {
        return number(row);
    }

    /** Whether a restore sent the row. */
    boolean isRestored() {
        return since.length > 0;
    }

    /** Of a restored row: from which offset on a write to the same key wins over it. */
    long since() {
        return number(since);
    }

    private static long number(byte[] digits) {
        long number = 0;
        for (byte digit : digits) {
            if (digit < '0' || digit > '9' || number > Long.MAX_VALUE / 10 - 1) {
                return 0;
            }
            number = number * 10 + digit - '0';
        }
        return number;
    }

    /** Whether the record says that it repairs the log after a refusal. */
    boolean mayBeRepair() {
        return refused;
    }

    private static byte[] bytes(Header header) {
        return header.value() == null ? NONE : header.value();
    }
}
