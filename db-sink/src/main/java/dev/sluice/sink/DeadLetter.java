package dev.sluice.sink;

import dev.sluice.wire.Headers;
import dev.sluice.wire.Position;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A row that was set aside, on its way into the ledger.
 *
 * @param source the judged record
 * @param letter where the letter stands in the log; null for one that this stage writes
 * @param reasons JSON list of {rule, field, message}
 */
record DeadLetter(
        Position source,
        @Nullable Position letter,
        String table,
        ConsumerRecord<byte[], byte[]> record,
        String reasons) {
    private static final byte[] NONE = {};

    static DeadLetter read(String table, ConsumerRecord<byte[], byte[]> record) {
        String reasons = Headers.text(record.headers(), Headers.REASONS)
                .flatMap(Json::list)
                .orElse("[]");
        return new DeadLetter(Position.sourceOf(record), Position.of(record), table, record, reasons);
    }

    static DeadLetter of(String table, Refusal refusal) {
        ConsumerRecord<byte[], byte[]> record = refusal.write().record();
        return new DeadLetter(Position.sourceOf(record), null, table, record, Json.reasons(refusal.violations()));
    }

    /**
     * The same for the same row, whoever sets it aside and however often it is read. Who the row is says its place in the
     * log together with its batch and its bytes: a topic that was made anew has other rows at the same places.
     */
    UUID id() {
        byte[] name = Headers.bytes(source + "\n" + batch() + "\n" + row());
        byte[] key = record.key() == null ? NONE : record.key();
        byte[] value = record.value() == null ? NONE : record.value();
        return UUID.nameUUIDFromBytes(ByteBuffer.allocate(2 * Integer.BYTES + name.length + key.length + value.length)
                .putInt(name.length)
                .put(name)
                .putInt(key.length)
                .put(key)
                .put(value)
                .array());
    }

    String batch() {
        return RecordText.id(record, Headers.BATCH).orElse("");
    }

    long row() {
        return RecordText.number(record, Headers.ROW);
    }
}
