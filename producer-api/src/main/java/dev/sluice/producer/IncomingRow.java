package dev.sluice.producer;

import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** One row as the client sent it. */
final class IncomingRow {
    private final @Nullable String key;
    private final byte @Nullable [] value;
    private final List<Header> headers;

    /**
     * @param key canonical key text, or null where the edge can't read it: the judge then says what is wrong with the row
     * @param value the client's bytes; null asks for the removal of the key
     * @param headers what the judge must know to read the value, beside what every row carries
     */
    IncomingRow(@Nullable String key, byte @Nullable [] value, List<Header> headers) {
        this.key = key;
        this.value = value;
        this.headers = headers;
    }

    @Nullable
    String key() {
        return key;
    }

    byte @Nullable [] value() {
        return value;
    }

    List<Header> headers() {
        return headers;
    }
}
