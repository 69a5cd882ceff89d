package dev.sluice.producer.upload;

import dev.sluice.wire.BatchEvent;
import dev.sluice.wire.Headers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How far an upload is: travels in each chunk's own transaction, so that the log itself says where to go on. Those who
 * count batches pass this event over.
 *
 * @param chunk number of the chunk, from 1; 0 before the first
 * @param tables what is in the log of each table
 * @param rows the sum of that
 * @param line lines of the last file that lie behind the last row
 * @param digest of these rows, where somebody may come back with them
 * @param writers transactional ids that the chunks are sent under
 */
record Progress(
        String batchId,
        int chunk,
        Map<String, BatchEvent.Share> tables,
        long rows,
        long line,
        @Nullable String digest,
        String source,
        String keyId,
        List<String> writers) {
    static final String KIND = "progress";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Progress none(String batchId, String source, String keyId, List<String> writers) {
        return new Progress(batchId, 0, Map.of(), 0, 0, null, source, keyId, writers);
    }

    /** With rows of a table added, as one chunk more. */
    Progress with(String table, long more, long upTo, @Nullable String newDigest) {
        Map<String, BatchEvent.Share> shares = new LinkedHashMap<>(tables);
        shares.merge(table, BatchEvent.Share.ofRows(rows + 1, more), BatchEvent.Share::plus);
        return new Progress(batchId, chunk + 1, shares, rows + more, upTo, newDigest, source, keyId, writers);
    }

    /** The last chunk of all, which has no row. */
    Progress last() {
        return new Progress(batchId, chunk + 1, tables, rows, line, digest, source, keyId, writers);
    }

    /** A table that has no row so far is part of the batch all the same. */
    Progress touching(String table) {
        Map<String, BatchEvent.Share> shares = new LinkedHashMap<>(tables);
        shares.putIfAbsent(table, new BatchEvent.Share(0, 0));
        return new Progress(batchId, chunk, shares, rows, line, digest, source, keyId, writers);
    }

    /** The same, gone on with by another process. */
    Progress by(List<String> others) {
        return new Progress(batchId, chunk, tables, rows, line, digest, source, keyId, others);
    }

    byte[] toJson() {
        ObjectNode json = JSON.createObjectNode().put("batch", batchId).put("chunk", chunk);
        ObjectNode shares = json.putObject("tables");
        tables.forEach((table, share) ->
                shares.putObject(table).put("rows", share.rows()).put("rowSum", share.rowSum()));
        json.put("rows", rows).put("line", line);
        if (digest != null) {
            json.put("digest", digest);
        }
        json.put("source", source).put("key", keyId);
        writers.forEach(json.putArray("writers")::add);
        return JSON.writeValueAsBytes(json);
    }

    /** Empty for any other record. */
    static Optional<Progress> of(ConsumerRecord<byte[], byte[]> record) {
        boolean progress = Headers.text(record.headers(), Headers.EVENT)
                .filter(KIND::equals)
                .isPresent();
        return progress && record.value() != null ? parse(record.value()) : Optional.empty();
    }

    static Optional<Progress> parse(byte[] json) {
        try {
            JsonNode node = JSON.readTree(json);
            Map<String, BatchEvent.Share> shares = new LinkedHashMap<>();
            node.path("tables")
                    .properties()
                    .forEach(entry -> shares.put(
                            entry.getKey(),
                            new BatchEvent.Share(
                                    entry.getValue().path("rows").asLong(),
                                    entry.getValue().path("rowSum").asLong())));
            return Optional.of(new Progress(
                    node.required("batch").asString(),
                    node.required("chunk").asInt(),
                    shares,
                    node.required("rows").asLong(),
                    node.required("line").asLong(),
                    node.hasNonNull("digest") ? node.get("digest").asString() : null,
                    node.required("source").asString(),
                    node.required("key").asString(),
                    node.path("writers").values().stream()
                            .map(JsonNode::asString)
                            .toList()));
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
