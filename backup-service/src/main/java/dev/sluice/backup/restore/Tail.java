package dev.sluice.backup.restore;

import dev.sluice.backup.runs.Progress;
import dev.sluice.backup.take.TableSource;
import dev.sluice.contract.Contract;
import dev.sluice.contract.SqlName;
import dev.sluice.copy.CopyBuffer;
import dev.sluice.copy.CopyEncoder;
import dev.sluice.row.PresentBodies;
import dev.sluice.row.RowKey;
import dev.sluice.row.WriterSchemas;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import tools.jackson.databind.json.JsonMapper;

/** Brings a staged table from where its backup stands to where the log stands. */
final class Tail {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int CHUNK = 20_000;

    private final Connection connection;
    private final RestoredTable table;
    private final Scratch scratch;
    private final Progress progress;
    private final Contract contract;
    private final PresentBodies bodies;
    private final CopyEncoder encoder;
    private final RowKey codec;
    private final Map<String, Optional<byte[]>> last = new LinkedHashMap<>();

    Tail(Connection connection, RestoredTable table, Scratch scratch, WriterSchemas schemas, Progress progress) {
        this.connection = connection;
        this.table = table;
        this.scratch = scratch;
        this.progress = progress;
        this.contract = table.contract();
        this.bodies = PresentBodies.of(contract, schemas);
        this.encoder = CopyEncoder.of(contract);
        this.codec = RowKey.of(contract);
    }

    /** Applies what lies from these offsets up to those; the consumer is used for nothing else meanwhile. */
    void apply(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> from, Map<TopicPartition, Long> to)
            throws SQLException {
        Map<TopicPartition, Long> open = new HashMap<>();
        to.forEach((partition, end) -> {
            if (from.getOrDefault(partition, 0L) < end) {
                open.put(partition, end);
            }
        });
        Scratch.execute(
                connection,
                "create unique index on %s (%s)"
                        .formatted(
                                table.staged(),
                                contract.key().stream()
                                        .map(column -> SqlName.quoted(column.name()))
                                        .collect(Collectors.joining(", "))));
        scratch.createLike(connection, "tail", contract);
        consumer.assign(open.keySet());
        open.keySet().forEach(partition -> consumer.seek(partition, from.getOrDefault(partition, 0L)));
        while (!open.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                Long end = to.get(new TopicPartition(record.topic(), record.partition()));
                if (end != null && record.offset() < end) {
                    take(record);
                }
            }
            open.entrySet().removeIf(entry -> consumer.position(entry.getKey()) >= entry.getValue());
            consumer.pause(to.keySet().stream()
                    .filter(partition -> consumer.assignment().contains(partition) && !open.containsKey(partition))
                    .toList());
            if (last.size() >= CHUNK) {
                flush();
            }
        }
        flush();
        Scratch.execute(connection, "drop table " + scratch.table("tail"));
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        progress.rows(1);
        byte @Nullable [] value = record.value();
        if (record.key() == null) {
            return;
        }
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (value == null) {
            last.put(key, Optional.empty());
        } else if (bodies.locate(value)) {
            // Any other was refused when it came, and the table knows nothing of it.
            last.put(key, Optional.of(Arrays.copyOfRange(bodies.bytes(), bodies.from(), bodies.bytes().length)));
        }
    }

    private void flush() throws SQLException {
        delete(last.keySet());
        CopyBuffer rows = new CopyBuffer(1 << 16);
        rows.begin();
        for (Optional<byte[]> body : last.values()) {
            body.ifPresent(bytes -> encoder.encode(bytes, 0, encoder.noReferences(), rows));
        }
        rows.end();
        String columns = TableSource.columns(contract);
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy %s (%s) from stdin (format binary)".formatted(scratch.table("tail"), columns));
        copy.writeToCopy(rows.bytes(), 0, rows.size());
        copy.endCopy();
        Scratch.execute(
                connection,
                "insert into %s (%s) select %s from %s; truncate %s"
                        .formatted(table.staged(), columns, columns, scratch.table("tail"), scratch.table("tail")));
        last.clear();
    }

    /** Keys are in the log as PostgreSQL reads them from text, which is how it reads them out of JSON. */
    private void delete(Collection<String> keys) throws SQLException {
        List<Map<String, String>> rows = new ArrayList<>();
        for (String key : keys) {
            codec.values(key).ifPresent(parts -> {
                Map<String, String> row = new HashMap<>();
                for (int i = 0; i < parts.size(); i++) {
                    row.put(contract.key().get(i).name(), text(parts.get(i)));
                }
                rows.add(row);
            });
        }
        String sql = "delete from %1$s s using jsonb_populate_recordset(null::%1$s, ?::jsonb) k where %2$s"
                .formatted(table.staged(), table.sameKey("s", "k"));
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setString(1, JSON.writeValueAsString(rows));
            delete.executeUpdate();
        }
    }

    private static String text(Object value) {
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }
}
