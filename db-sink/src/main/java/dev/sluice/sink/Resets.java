package dev.sluice.sink;

import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.ledger.SystemSchema;
import dev.sluice.row.WriterSchemas;
import dev.sluice.sink.FoldedTable.Change;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what an operator asks for, one reset at a time in the whole house. */
final class Resets {
    private static final Logger LOG = LoggerFactory.getLogger(Resets.class);
    private static final int TRIES = 40;
    private static final long BETWEEN_NANOS = 500_000_000;

    private static final String ALONE = "select pg_try_advisory_lock(hashtextextended('sluice.reset.' || ?, 0))";

    private final SinkLoop.Sessions sessions;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Contracts contracts;
    private final SinkTopics topics;
    private final SinkTables tables;
    private final SystemSchema system;
    private final WriterSchemas schemas;
    private final ResetGoals goals;
    private final Compensation compensation;

    Resets(
            SinkLoop.Sessions sessions,
            Supplier<Consumer<byte[], byte[]>> consumers,
            Contracts contracts,
            SinkTopics topics,
            SinkTables tables,
            SystemSchema system,
            WriterSchemas schemas,
            ResetGoals goals,
            Compensation compensation) {
        this.sessions = sessions;
        this.consumers = consumers;
        this.contracts = contracts;
        this.topics = topics;
        this.tables = tables;
        this.system = system;
        this.schemas = schemas;
        this.goals = goals;
        this.compensation = compensation;
    }

    /**
     * @param tables whose partitions and rows are put right
     * @param everything whether the events of batches are among it
     * @param counted whether the records of a topic that was made anew have been counted before
     * @param rehearse whether only to say what would change
     */
    record Wish(Set<String> tables, boolean everything, boolean counted, boolean rehearse) {}

    /** What became of each table. Empty when another reset is at work, or the log is being repaired all the time. */
    Optional<Map<String, Change>> run(Wish wish) throws SQLException {
        try (SinkSession session = sessions.open();
                Consumer<byte[], byte[]> consumer = consumers.get()) {
            if (!isAlone(session.connection())) {
                return Optional.empty();
            }
            Reset reset = reset(session, consumer, wish);
            reset.prepare();
            for (int i = 0; i < TRIES; i++) {
                Optional<Map<String, Change>> done = reset.run(wish.rehearse());
                if (done.isPresent()) {
                    done.get().forEach((table, change) -> log(table, change, wish));
                    return done;
                }
                LockSupport.parkNanos(BETWEEN_NANOS);
            }
            return Optional.empty();
        }
    }

    private static void log(String table, Change change, Wish wish) {
        LOG.atInfo()
                .addKeyValue("table", table)
                .addKeyValue("count", change.written() + change.removed())
                .addKeyValue("state", wish.rehearse() ? "rehearsed" : "done")
                .log("table reset");
    }

    private Reset reset(SinkSession session, Consumer<byte[], byte[]> consumer, Wish wish) throws SQLException {
        Map<String, LogFold> folds = new LinkedHashMap<>();
        List<FoldedTable> parentsFirst = new ArrayList<>();
        List<TopicPartition> others = new ArrayList<>();
        for (Contract contract : contracts.parentsFirst()) {
            String table = contract.table();
            if (wish.tables().contains(table)) {
                String topic = topics.valid(table);
                LogFold fold = new LogFold(contract, topic, tables.sql(table), folds.size(), schemas);
                fold.create(session);
                folds.put(topic, fold);
                parentsFirst.add(new FoldedTable(fold, contracts.childrenOf(table), tables::sql));
                others.addAll(partitions(consumer, topics.letters(table)));
            }
        }
        if (wish.everything()) {
            others.addAll(partitions(consumer, topics.batches()));
        }
        List<TopicPartition> rows = new ArrayList<>();
        folds.keySet().forEach(topic -> rows.addAll(partitions(consumer, topic)));
        FoldReader reader = new FoldReader(session, consumer, folds, system);
        return new Reset(
                session,
                consumer,
                goals,
                compensation,
                system,
                // Letters know themselves again, so they may be read once more; rows and events don't.
                topic -> wish.counted() && topics.lettersOf(topic).isEmpty(),
                parentsFirst,
                reader,
                rows,
                others);
    }

    private static Collection<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private boolean isAlone(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(ALONE)) {
            lock.setString(1, system.name());
            try (ResultSet row = lock.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
