package dev.sluice.row;

import dev.sluice.wire.Framing;

/** How a raw value is spelled. */
enum Format {
    JSON,
    CSV,
    AVRO,
    NONE;

    /** By the first byte that is no white space. */
    static Format of(byte[] value) {
        for (byte b : value) {
            if (b == '{') {
                return JSON;
            }
            if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
                break;
            }
        }
        return value.length > 0 && value[0] == Framing.MAGIC ? AVRO : NONE;
    }
}
