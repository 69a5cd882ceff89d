package dev.sluice.validator;

import dev.sluice.wire.BatchEvent.Judged;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/** What has happened to the rows of one batch, table and raw partition since the last event said so. */
final class Tally {
    private static final int FIGURES = 5 * Long.BYTES;

    private final Key key;
    private final Bytes storeKey;
    private long judged;
    private long valid;
    private long dead;
    private long waiting;
    private long rowSum;

    Tally(Key key) {
        this.key = key;
        this.storeKey = key.toBytes();
    }

    static Tally read(Bytes storeKey, byte[] figures) {
        Tally tally = new Tally(Key.read(storeKey));
        ByteBuffer in = ByteBuffer.wrap(figures);
        tally.judged = in.getLong();
        tally.valid = in.getLong();
        tally.dead = in.getLong();
        tally.waiting = in.getLong();
        tally.rowSum = in.getLong();
        return tally;
    }

    byte[] figures() {
        return ByteBuffer.allocate(FIGURES)
                .putLong(judged)
                .putLong(valid)
                .putLong(dead)
                .putLong(waiting)
                .putLong(rowSum)
                .array();
    }

    Bytes storeKey() {
        return storeKey;
    }

    Key key() {
        return key;
    }

    /** A row is judged for the first time. */
    void judged(long row, Outcome outcome) {
        judged++;
        rowSum += row;
        add(outcome, 1);
    }

    /** A row that waited has its outcome. */
    void waitedFor(Outcome outcome) {
        add(Outcome.WAITING, -1);
        add(outcome, 1);
    }

    private void add(Outcome outcome, long rows) {
        switch (outcome) {
            case VALID -> valid += rows;
            case DEAD -> dead += rows;
            case WAITING -> waiting += rows;
        }
    }

    Judged toEvent() {
        return new Judged(key.batch, key.table, key.rawPartition, judged, valid, dead, waiting, rowSum);
    }

    record Key(String batch, String table, int rawPartition) {
        private static final String SEPARATOR = "\0";

        private Bytes toBytes() {
            String text = String.join(SEPARATOR, batch, table, String.valueOf(rawPartition));
            return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
        }

        private static Key read(Bytes bytes) {
            String[] parts = new String(bytes.get(), StandardCharsets.UTF_8).split(SEPARATOR, 3);
            return new Key(parts[0], parts[1], Integer.parseInt(parts[2]));
        }
    }
}
