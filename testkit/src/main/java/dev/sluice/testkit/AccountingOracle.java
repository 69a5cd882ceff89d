package dev.sluice.testkit;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Says whether anything was lost, doubled or changed on the way, from the topics and tables alone. It shares no code with
 * the product, so the two can't be wrong in the same way.
 */
public final class AccountingOracle {
    private static final String SOURCE = "sluice-source";

    private final TopicReader topics;
    private final WriterSchemas schemas;

    private AccountingOracle(TopicReader topics, WriterSchemas schemas) {
        this.topics = topics;
        this.schemas = schemas;
    }

    public static AccountingOracle of(String bootstrapServers, URI registry) {
        return new AccountingOracle(TopicReader.of(bootstrapServers), new WriterSchemas(registry));
    }

    /** @param prefix and {@code table} name the three topics */
    public Account account(String prefix, String table) {
        List<String> received = topics.read(prefix + table + ".raw").stream()
                .map(record -> record.topic() + "/" + record.partition() + "/" + record.offset())
                .toList();
        List<String> valid = sources(prefix + table + ".valid");
        List<String> dead = sources(prefix + table + ".dead-letter");
        Map<String, Integer> outcomes = new HashMap<>();
        valid.forEach(source -> outcomes.merge(source, 1, Integer::sum));
        dead.forEach(source -> outcomes.merge(source, 1, Integer::sum));
        NavigableSet<String> lost = new TreeSet<>(received);
        lost.removeAll(outcomes.keySet());
        NavigableSet<String> unheardOf = new TreeSet<>(outcomes.keySet());
        received.forEach(unheardOf::remove);
        NavigableSet<String> doubled = outcomes.entrySet().stream()
                .filter(outcome -> outcome.getValue() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        return new Account(received.size(), valid.size(), dead.size(), lost, doubled, unheardOf);
    }

    /** @param table as SQL names it, with schema and quotes where it needs them */
    public Comparison compare(String validTopic, Database database, String table) throws SQLException {
        Map<ByteBuffer, GenericRecord> fold = fold(validTopic);
        List<Schema.Field> fields = newest(fold.values());
        NavigableSet<String> missing = new TreeSet<>();
        fold.values().forEach(row -> missing.add(Comparison.row(CellText.of(row, fields))));
        NavigableSet<String> surplus = new TreeSet<>(rows(database, table, fields));
        NavigableSet<String> both = new TreeSet<>(missing);
        both.retainAll(surplus);
        missing.removeAll(both);
        surplus.removeAll(both);
        return new Comparison(fold.size(), missing, surplus);
    }

    /** The last value of each key in log order; a key lies in one partition. */
    private Map<ByteBuffer, GenericRecord> fold(String topic) {
        Map<ByteBuffer, GenericRecord> fold = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : topics.read(topic)) {
            ByteBuffer key = ByteBuffer.wrap(record.key());
            if (record.value() == null) {
                fold.remove(key);
            } else {
                fold.put(key, schemas.decode(record.value()));
            }
        }
        return fold;
    }

    /** Columns are only ever added. */
    private static List<Schema.Field> newest(Collection<GenericRecord> rows) {
        return rows.stream()
                .map(row -> row.getSchema().getFields())
                .max(Comparator.comparingInt(List::size))
                .orElse(List.of());
    }

    private List<String> sources(String topic) {
        return topics.read(topic).stream().map(AccountingOracle::source).toList();
    }

    /** An outcome that doesn't say where it comes from is named by where it is. */
    private static String source(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(SOURCE);
        return header == null
                ? record.topic() + "/" + record.partition() + "/" + record.offset()
                : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static List<String> rows(Database database, String table, List<Schema.Field> fields) throws SQLException {
        // An empty fold knows no columns; whatever the table holds then is surplus in any form.
        String columns = fields.isEmpty()
                ? "t::text"
                : fields.stream().map(field -> "\"" + field.name() + "\"").collect(Collectors.joining(", "));
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select " + columns + " from " + table + " t")) {
            while (row.next()) {
                rows.add(fields.isEmpty() ? row.getString(1) : Comparison.row(CellText.of(row, fields)));
            }
        }
        return rows;
    }
}
