package dev.sluice.sink;

import dev.sluice.wire.Headers;
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

    static DeadLetter read(String table, ConsumerRecord<byte[], byte[]> record) {
        String reasons =
                RecordText.text(record, Headers.REASONS).filter(Json::isList).orElse("[]");
        return new DeadLetter(Position.sourceOf(record), Position.of(record), table, record, reasons);
    }

    static DeadLetter of(String table, Refusal refusal) {
        ConsumerRecord<byte[], byte[]> record = refusal.write().record();
        return new DeadLetter(Position.sourceOf(record), null, table, record, Json.reasons(refusal.violations()));
    }

    String batch() {
        return RecordText.text(record, Headers.BATCH).orElse("");
    }

    long row() {
        return RecordText.number(record, Headers.ROW);
    }
}
