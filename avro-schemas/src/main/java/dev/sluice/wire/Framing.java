package dev.sluice.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalInt;

/** Confluent's framing of an Avro value: a zero byte, the schema id in four bytes, the body. */
public final class Framing {
    public static final byte MAGIC = 0;
    /** Bytes in front of the body. */
    public static final int HEADER = 5;

    private Framing() {}

    public static byte[] frame(int schemaId, byte[] body) {
        return ByteBuffer.allocate(HEADER + body.length)
                .put(MAGIC)
                .putInt(schemaId)
                .put(body)
                .array();
    }

    /** The id in front of the body; empty when the bytes are not framed at all. */
    public static OptionalInt schemaId(byte[] framed) {
        return framed.length >= HEADER && framed[0] == MAGIC
                ? OptionalInt.of(ByteBuffer.wrap(framed, 1, Integer.BYTES).getInt())
                : OptionalInt.empty();
    }

    /** What follows the frame; for bytes that {@link #schemaId} found an id in. */
    public static byte[] body(byte[] framed) {
        return Arrays.copyOfRange(framed, HEADER, framed.length);
    }
}
