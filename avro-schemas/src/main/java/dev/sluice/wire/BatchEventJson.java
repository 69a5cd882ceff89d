package dev.sluice.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.wire.BatchEvent.Accepted;
import dev.sluice.wire.BatchEvent.Judged;
import dev.sluice.wire.BatchEvent.Share;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Batch events as JSON, written by hand so that a renamed component can't change the wire. */
final class BatchEventJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private BatchEventJson() {}

    static byte[] write(BatchEvent event) {
        ObjectNode json = event.fold(BatchEventJson::accepted, BatchEventJson::judged);
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<BatchEvent> read(String kind, byte[] bytes) {
        try {
            JsonNode json = JSON.readTree(bytes);
            return switch (kind) {
                case Accepted.KIND -> Optional.of(accepted(json));
                case Judged.KIND -> Optional.of(judged(json));
                default -> Optional.empty();
            };
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static ObjectNode accepted(Accepted event) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("batch", event.batchId());
        ObjectNode tables = json.putObject("tables");
        new TreeMap<>(event.tables())
                .forEach((table, share) ->
                        tables.putObject(table).put("rows", share.rows()).put("rowSum", share.rowSum()));
        json.put("source", event.source());
        if (event.keyId() != null) {
            json.put("key", event.keyId());
        }
        if (event.interruptedAfter() != null) {
            json.put("interruptedAfter", event.interruptedAfter());
        }
        return json.put("time", event.time().toString());
    }

    private static Accepted accepted(JsonNode json) {
        Map<String, Share> tables = new LinkedHashMap<>();
        json.required("tables")
                .properties()
                .forEach(table -> tables.put(
                        table.getKey(),
                        new Share(number(table.getValue(), "rows"), number(table.getValue(), "rowSum"))));
        return new Accepted(
                text(json, "batch"),
                tables,
                text(json, "source"),
                json.hasNonNull("key") ? text(json, "key") : null,
                Instant.parse(text(json, "time")),
                json.hasNonNull("interruptedAfter") ? Long.valueOf(number(json, "interruptedAfter")) : null);
    }

    private static ObjectNode judged(Judged event) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("batch", event.batchId())
                .put("table", event.table())
                .put("rawPartition", event.rawPartition())
                .put("judged", event.judged())
                .put("valid", event.valid())
                .put("dead", event.dead())
                .put("waiting", event.waiting())
                .put("rowSum", event.rowSum());
    }

    private static Judged judged(JsonNode json) {
        return new Judged(
                text(json, "batch"),
                text(json, "table"),
                partition(json),
                number(json, "judged"),
                number(json, "valid"),
                number(json, "dead"),
                number(json, "waiting"),
                number(json, "rowSum"));
    }

    private static int partition(JsonNode json) {
        if (!json.required("rawPartition").canConvertToInt()) {
            throw new IllegalArgumentException("rawPartition must be a partition number");
        }
        return (int) number(json, "rawPartition");
    }

    private static String text(JsonNode json, String name) {
        JsonNode value = json.required(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(name + " must be text");
        }
        return value.textValue();
    }

    private static long number(JsonNode json, String name) {
        JsonNode value = json.required(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException(name + " must be a whole number");
        }
        return value.longValue();
    }
}
