package dev.sluice.sink;

import dev.sluice.ledger.SystemSchema;
import dev.sluice.sink.FoldedTable.Change;
import dev.sluice.sink.ResetGoals.Goals;
import dev.sluice.wire.KeyPartition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One reset: tables are made what their log says up to where it has been stored, and their partitions go on from there. All
 * of it is one transaction, so readers see the table before or after and nothing between, and nothing is counted: what was
 * stored has been counted, and what was not is stored by whoever owns the partition afterwards.
 */
final class Reset {
    /** A place that no record has: a row that is kept is published as if the record there had been refused. */
    private static final long NO_RECORD = -1;

    /** Statistics of a table that was just written say little; but these joins are of whole tables. */
    private static final String WHOLE_TABLES = "set local enable_hashjoin = on; set local enable_mergejoin = on";

    private static final String OWED = "select exists (select from %s where topic = any (?))";

    private final SinkSession session;
    private final Consumer<byte[], byte[]> consumer;
    private final ResetGoals goals;
    private final Compensation compensation;
    private final SystemSchema system;
    private final Predicate<String> counted;
    private final List<FoldedTable> parentsFirst;
    private final FoldReader reader;
    private final Collection<TopicPartition> rows;
    private final Collection<TopicPartition> partitions;

    /**
     * @param counted of which topics, should they be others than before, the records have been counted
     * @param rows partitions of the tables' valid topics
     * @param others partitions that hold no rows and go on from where they can
     */
    Reset(
            SinkSession session,
            Consumer<byte[], byte[]> consumer,
            ResetGoals goals,
            Compensation compensation,
            SystemSchema system,
            Predicate<String> counted,
            List<FoldedTable> parentsFirst,
            FoldReader reader,
            Collection<TopicPartition> rows,
            Collection<TopicPartition> others) {
        this.session = session;
        this.consumer = consumer;
        this.goals = goals;
        this.compensation = compensation;
        this.system = system;
        this.counted = counted;
        this.parentsFirst = parentsFirst;
        this.reader = reader;
        this.rows = rows;
        this.partitions = Stream.concat(rows.stream(), others.stream()).toList();
    }

    /** Reads what can be read without keeping anybody from his work. */
    void prepare() throws SQLException {
        consumer.assign(rows);
        consumer.seekToBeginning(rows);
        Goals soFar = goals.lock(session.connection(), consumer, partitions, counted);
        session.connection().commit();
        reader.readTo(soFar.of(rows), true);
    }

    /**
     * Answers what became of each table; empty, and nothing is changed, while records that repair the log are on their way.
     *
     * @param rehearse whether to change nothing after all
     */
    Optional<Map<String, Change>> run(boolean rehearse) throws SQLException {
        Connection connection = session.connection();
        Goals at = goals.lock(connection, consumer, partitions, counted);
        if (isOwed(connection) || reader.repairsFollow(at.of(rows))) {
            connection.rollback();
            return Optional.empty();
        }
        reader.readTo(at.of(rows), false);
        Map<String, Change> changes = apply(connection);
        goals.write(connection, at);
        if (rehearse) {
            connection.rollback();
        } else {
            connection.commit();
        }
        return Optional.of(changes);
    }

    private boolean isOwed(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(OWED.formatted(system.table("outbox")))) {
            Object[] topics =
                    rows.stream().map(TopicPartition::topic).distinct().toArray();
            query.setArray(1, connection.createArrayOf("text", topics));
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private Map<String, Change> apply(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(WHOLE_TABLES);
            // In the order in which every sink locks them.
            statement.execute(parentsFirst.stream()
                    .map(FoldedTable::name)
                    .sorted()
                    .collect(Collectors.joining(", ", "lock table ", " in share row exclusive mode")));
        }
        Map<String, Integer> written = new LinkedHashMap<>();
        for (FoldedTable table : parentsFirst) {
            written.put(table.contract().table(), table.write(connection));
            table.moveSequence(connection, system);
        }
        Map<String, Change> changes = new LinkedHashMap<>();
        for (int i = parentsFirst.size() - 1; i >= 0; i--) {
            FoldedTable table = parentsFirst.get(i);
            String name = table.contract().table();
            int removed = table.remove(connection);
            List<byte[]> kept = table.kept(connection);
            tellTheLog(connection, table, kept);
            changes.put(name, new Change(table.rows(connection), written.getOrDefault(name, 0), removed, kept.size()));
        }
        return changes;
    }

    /** The log has to hold what the table holds. */
    private void tellTheLog(Connection connection, FoldedTable table, List<byte[]> keys) throws SQLException {
        long count = rows.stream()
                .filter(partition -> partition.topic().equals(table.topic()))
                .count();
        for (byte[] key : keys) {
            int partition = KeyPartition.of(key, (int) count);
            compensation.compensate(
                    connection, table.contract(), new ConsumerRecord<>(table.topic(), partition, NO_RECORD, key, null));
        }
    }
}
