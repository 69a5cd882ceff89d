package dev.sluice.backup.restore;

import dev.sluice.contract.Contract;
import dev.sluice.row.KeyOfBody;
import dev.sluice.topics.Subjects;
import dev.sluice.topics.Topics;
import dev.sluice.wire.Framing;
import dev.sluice.wire.Headers;
import dev.sluice.wire.KeyPartition;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Rows of one table as records of its valid topic, where the validator would have put them. */
final class RestoredRecords {
    private final Contract contract;
    private final String topic;
    private final int partitions;
    private final int schemaId;
    private final Header batch;
    private final Header[] since;

    RestoredRecords(
            Contract contract, Topics topics, Subjects subjects, String batch, Map<String, Map<Integer, Long>> since) {
        this.contract = contract;
        this.topic = topics.names().valid(contract.table());
        this.partitions = topics.partitions(topic);
        this.schemaId = subjects.validId(contract.table());
        this.batch = new RecordHeader(Headers.BATCH, Headers.bytes(batch));
        this.since = new Header[partitions];
        Map<Integer, Long> known = since.getOrDefault(topic, Map.of());
        for (int i = 0; i < partitions; i++) {
            byte[] offset = Headers.bytes(Long.toString(known.getOrDefault(i, 0L)));
            this.since[i] = new RecordHeader(Headers.UNLESS_WRITTEN_SINCE, offset);
        }
    }

    Maker maker() {
        return new Maker();
    }

    /** Makes records, for one thread. */
    final class Maker {
        private final KeyOfBody keys = KeyOfBody.of(contract);

        ProducerRecord<byte[], byte[]> record(byte[] body, boolean removal, long row) {
            byte[] key = keys.bytes(body);
            int partition = KeyPartition.of(key, partitions);
            return new ProducerRecord<>(
                    topic,
                    partition,
                    key,
                    removal ? null : Framing.frame(schemaId, body),
                    List.of(batch, new RecordHeader(Headers.ROW, Headers.bytes(Long.toString(row))), since[partition]));
        }
    }
}
