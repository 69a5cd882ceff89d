package dev.sluice.validator;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** A record that left the topology, as a test reads it. */
final class Outgoing {
    private final byte @Nullable [] key;
    private final byte @Nullable [] value;
    private final Headers headers;

    Outgoing(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        this.key = key;
        this.value = value;
        this.headers = headers;
    }

    byte @Nullable [] value() {
        return value;
    }

    static Outgoing of(TestRecord<byte[], byte[]> record) {
        return new Outgoing(record.key(), record.value(), record.headers());
    }

    @Nullable
    String keyText() {
        return key == null ? null : new String(key, StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        return Objects.requireNonNull(value, "a tombstone");
    }

    @Nullable
    String text() {
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    boolean isTombstone() {
        return value == null;
    }

    boolean has(String header) {
        return headers.lastHeader(header) != null;
    }

    String header(String name) {
        Header header = Objects.requireNonNull(headers.lastHeader(name), name);
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
