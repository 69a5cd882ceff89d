package dev.sluice.producer.incoming;

import dev.sluice.wire.Headers;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** One row as the client sent it. */
public final class IncomingRow {
    private final @Nullable String key;
    private final byte @Nullable [] value;
    private final List<Header> headers;
    private final boolean keyAbsent;

    /**
     * @param key canonical key text, or null where the edge can't read it: the judge then says what is wrong with the row
     * @param value the client's bytes; null asks for the removal of the key
     * @param headers what the judge must know to read the value, beside what every row carries
     * @param keyAbsent whether the row leaves its key out, or says null for it
     */
    public IncomingRow(@Nullable String key, byte @Nullable [] value, List<Header> headers, boolean keyAbsent) {
        this.key = key;
        this.value = value;
        this.headers = headers;
        this.keyAbsent = keyAbsent;
    }

    public IncomingRow(@Nullable String key, byte @Nullable [] value, List<Header> headers) {
        this(key, value, headers, false);
    }

    /** Asks for the row of a key to be removed. */
    public static IncomingRow removal(String key) {
        return new IncomingRow(key, null, List.of(new RecordHeader(Headers.DELETE, Headers.bytes("true"))));
    }

    /** The same row under a key that it leaves out; the value stays as it came, so the key travels beside it. */
    public IncomingRow withGeneratedKey(String generated) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new RecordHeader(Headers.GENERATED_ID, Headers.bytes(generated)));
        return new IncomingRow(generated, value, more);
    }

    @Nullable
    public String key() {
        return key;
    }

    public byte @Nullable [] value() {
        return value;
    }

    public List<Header> headers() {
        return headers;
    }

    public boolean keyAbsent() {
        return keyAbsent;
    }
}
