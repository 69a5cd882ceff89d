package dev.sluice.validator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/**
 * The keys of the store of waiting rows. Three kinds of entry share it, told apart by the first byte:
 *
 * <pre>
 * 'A' arrival                       the row itself, in the order of arrival
 * 'K' table, key, arrival           the queue of a key: its first one is the next to take effect
 * 'R' parent, parent's key, arrival who waits for a parent; for heads of queues only
 * </pre>
 */
final class WaitingKey {
    static final Bytes FIRST_ARRIVAL = family('A');
    static final Bytes AFTER_ARRIVALS = family('B');
    static final Bytes FIRST_REFERENCE = family('R');
    static final Bytes AFTER_REFERENCES = family('S');

    private WaitingKey() {}

    static Bytes arrival(long arrival) {
        return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES)
                .put((byte) 'A')
                .putLong(arrival)
                .array());
    }

    static long arrivalOf(Bytes key) {
        byte[] bytes = key.get();
        return ByteBuffer.wrap(bytes, bytes.length - Long.BYTES, Long.BYTES).getLong();
    }

    static Bytes queue(String table, String key) {
        return pair('K', table, key);
    }

    static Bytes queued(String table, String key, long arrival) {
        return append(queue(table, key), arrival);
    }

    static Bytes reference(Parent parent) {
        return pair('R', parent.table(), parent.key());
    }

    static Bytes waitsFor(Parent parent, long arrival) {
        return append(reference(parent), arrival);
    }

    /** Reads a key of the last kind. */
    static Want want(Bytes key) {
        ByteBuffer in = ByteBuffer.wrap(key.get(), 1, key.get().length - 1);
        return new Want(new Parent(readText(in), readText(in)), in.getLong());
    }

    /** A head that waits for a parent. */
    record Want(Parent parent, long arrival) {
        /** The place in the store right behind this note. */
        Bytes next() {
            return waitsFor(parent, arrival + 1);
        }

        /** The place behind all notes about the same parent; a prefix ends in text, so never in 0xff. */
        Bytes nextParent() {
            byte[] bytes = reference(parent).get();
            bytes[bytes.length - 1]++;
            return Bytes.wrap(bytes);
        }
    }

    private static Bytes family(char family) {
        return Bytes.wrap(new byte[] {(byte) family});
    }

    private static Bytes pair(char family, String first, String second) {
        byte[] one = first.getBytes(StandardCharsets.UTF_8);
        byte[] two = second.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(1 + 2 * Integer.BYTES + one.length + two.length)
                .put((byte) family)
                .putInt(one.length)
                .put(one)
                .putInt(two.length)
                .put(two)
                .array());
    }

    private static Bytes append(Bytes prefix, long arrival) {
        return Bytes.wrap(ByteBuffer.allocate(prefix.get().length + Long.BYTES)
                .put(prefix.get())
                .putLong(arrival)
                .array());
    }

    private static String readText(ByteBuffer in) {
        byte[] text = new byte[in.getInt()];
        in.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
