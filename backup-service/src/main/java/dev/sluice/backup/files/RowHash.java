package dev.sluice.backup.files;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A hash of a set of rows that doesn't depend on their order: 128 bits of each row, added up. Two tables that hold the same
 * rows have the same one, wherever the rows lie. It says nothing against somebody who means harm; the files' SHA-256 does.
 */
public final class RowHash {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long FIRST = 0x9E3779B97F4A7C15L;
    private static final long SECOND = 0xC2B2AE3D27D4EB4FL;

    private long high;
    private long low;

    /** Adds the row that stands in these bytes. */
    public void add(byte[] bytes, int from, int to) {
        long one = FIRST ^ (to - from);
        long two = SECOND + (to - from);
        int at = from;
        for (; at + 8 <= to; at += 8) {
            long word = (long) LONGS.get(bytes, at);
            one = mix(one ^ word);
            two = mix(two + word * SECOND);
        }
        long rest = 0;
        for (int shift = 0; at < to; at++, shift += 8) {
            rest |= (bytes[at] & 0xffL) << shift;
        }
        high += mix(one ^ rest);
        low += mix(two + rest * SECOND);
    }

    /** Adds all rows that the other one was told of. */
    public void add(RowHash other) {
        high += other.high;
        low += other.low;
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 33)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ (mixed >>> 33);
    }

    /** In 32 hexadecimal digits. */
    public String text() {
        return "%016x%016x".formatted(high, low);
    }
}
