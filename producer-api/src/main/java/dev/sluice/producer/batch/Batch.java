package dev.sluice.producer.batch;

import dev.sluice.contract.Contract;
import dev.sluice.ledger.Receipt;
import dev.sluice.producer.incoming.IncomingRow;
import dev.sluice.producer.incoming.Rows;
import dev.sluice.topics.TopicNames;
import dev.sluice.wire.BatchEvent;
import dev.sluice.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** The rows of one request with their name, and what the log is told about them. */
public record Batch(String id, Rows rows, String keyId, Instant time) {
    /** Every row with its number, and last the event that says the batch is whole. */
    public List<ProducerRecord<byte[], byte[]>> records(TopicNames topics) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        Map<String, BatchEvent.Share> shares = new LinkedHashMap<>();
        long number = 1;
        for (Map.Entry<Contract, List<IncomingRow>> entry : rows.tables().entrySet()) {
            String table = entry.getKey().table();
            int count = entry.getValue().size();
            shares.put(table, BatchEvent.Share.ofRows(number, count));
            records.addAll(records(id, topics.raw(table), entry.getValue(), number));
            number += count;
        }
        records.add(event(topics, new BatchEvent.Accepted(id, shares, rows.source(), keyId, time)));
        return records;
    }

    /** @param first number of the first row in its batch */
    public static List<ProducerRecord<byte[], byte[]>> records(
            String id, String topic, List<IncomingRow> rows, long first) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(rows.size());
        Header batch = new RecordHeader(Headers.BATCH, Headers.bytes(id));
        long number = first;
        for (IncomingRow row : rows) {
            Header place = new RecordHeader(Headers.ROW, Headers.bytes(Long.toString(number++)));
            List<Header> headers = new ArrayList<>(2 + row.headers().size());
            headers.add(batch);
            headers.add(place);
            headers.addAll(row.headers());
            records.add(new ProducerRecord<>(topic, null, key(row), row.value(), headers));
        }
        return records;
    }

    /** What is true the moment the log has it: everything is in flight. */
    public Receipt receipt() {
        Map<String, Receipt.Counts> counts = new LinkedHashMap<>();
        rows.tables()
                .forEach((contract, some) ->
                        counts.put(contract.table(), Receipt.Counts.of((long) some.size(), 0, 0, 0)));
        return Receipt.of(id, counts);
    }

    public static ProducerRecord<byte[], byte[]> event(TopicNames topics, BatchEvent event) {
        return new ProducerRecord<>(
                topics.batches(),
                null,
                Headers.bytes(event.batchId()),
                event.toJson(),
                List.of(new RecordHeader(Headers.EVENT, Headers.bytes(event.kind()))));
    }

    private static byte @Nullable [] key(IncomingRow row) {
        return row.key() == null ? null : row.key().getBytes(StandardCharsets.UTF_8);
    }
}
