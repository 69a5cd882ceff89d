package dev.sluice.sink;

import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.row.Rules;
import dev.sluice.sink.TableWrites.Round;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/**
 * Stores one micro-batch in one transaction: offsets first, then rows, parents before children, then removals, children
 * before parents, then the ledger. For one thread.
 */
final class BatchStore {
    private final Contracts contracts;
    private final SinkTopics topics;
    private final SinkOffsets offsets;
    private final TriggerCheck triggers;
    private final OpenRestores restores;
    private final Compensation compensation;
    private final Supplier<Ledger> ledgers;
    private final Function<String, TableSql> tables;
    private final List<TableWriter> writers;
    private final List<TableRemoval> removals;

    BatchStore(
            Contracts contracts,
            SinkTopics topics,
            SinkOffsets offsets,
            TriggerCheck triggers,
            OpenRestores restores,
            Compensation compensation,
            Supplier<Ledger> ledgers,
            Function<String, TableSql> tables,
            Function<Contract, TableWriter> writer,
            Function<Contract, TableRemoval> removal) {
        this.contracts = contracts;
        this.topics = topics;
        this.offsets = offsets;
        this.triggers = triggers;
        this.restores = restores;
        this.compensation = compensation;
        this.ledgers = ledgers;
        this.tables = tables;
        this.writers = contracts.parentsFirst().stream().map(writer).toList();
        List<Contract> childrenFirst = new ArrayList<>(contracts.parentsFirst());
        Collections.reverse(childrenFirst);
        this.removals = childrenFirst.stream().map(removal).toList();
    }

    /**
     * @param stored up to where each partition is stored now
     * @param settledBefore before which offset a parent that is missing will not come any more
     */
    StoreOutcome store(
            SinkSession session,
            MicroBatch batch,
            ToLongFunction<TopicPartition> stored,
            ToLongFunction<TopicPartition> settledBefore)
            throws SQLException {
        boolean careful = false;
        while (true) {
            try {
                return attempt(new Attempt(session, careful, settledBefore), batch, stored);
            } catch (SQLException e) {
                session.connection().rollback();
                if (!SinkFailure.of(e).isData() || careful) {
                    throw e;
                }
                careful = !stopGuessing();
            } catch (RuntimeException | Error e) {
                undo(session, e);
                throw e;
            }
        }
    }

    /** Half a micro-batch must not be there to be committed by whatever the thread does before it ends. */
    private static void undo(SinkSession session, Throwable because) {
        try {
            session.connection().rollback();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    /** Whether a key may have been known although we guessed that it was new; else a row is at fault. */
    private boolean stopGuessing() {
        boolean guessed = false;
        for (TableWriter writer : writers) {
            guessed |= writer.copy().stopGuessing();
        }
        return guessed;
    }

    private StoreOutcome attempt(Attempt attempt, MicroBatch batch, ToLongFunction<TopicPartition> stored)
            throws SQLException {
        Connection connection = attempt.session().connection();
        if (!offsets.advance(attempt.session(), batch, stored)) {
            connection.rollback();
            return new StoreOutcome.Fenced();
        }
        if (attempt.careful()) {
            checkAtOnce(connection);
        }
        Ledger ledger = ledgers.get();
        RestoreWatch watch = restores.look(connection);
        SortedBatch sorted = SortedBatch.of(
                batch,
                topics,
                ledger,
                watch,
                new WrittenSince(connection, batch, tables),
                record -> compensation.isRepair(connection, record));
        Optional<String> obstacle = write(attempt, sorted);
        if (!attempt.awaited().isEmpty()) {
            connection.rollback();
            return new StoreOutcome.Awaiting(attempt.awaited());
        }
        settle(connection, attempt.refusals(), sorted, watch, ledger);
        watch.write();
        ledger.write(connection);
        connection.commit();
        return new StoreOutcome.Stored(batch.size(), attempt.refusals(), obstacle);
    }

    /** A user's constraint that is checked at the end names no row; checked with each statement, the row is found. */
    private static void checkAtOnce(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set constraints all immediate");
        }
    }

    private Optional<String> write(Attempt attempt, SortedBatch sorted) throws SQLException {
        sorted.withoutKey().forEach(write -> attempt.refuse(Refusal.of(write, Rules.NOT_DECODABLE, "There is no key")));
        sorted.writtenSince()
                .forEach(write -> attempt.refuse(Refusal.of(
                        write, Rules.WRITTEN_SINCE, "The table has a row of this key by now, and was not to lose it")));
        if (sorted.writes().tables().isEmpty()) {
            return Optional.empty();
        }
        writers.forEach(writer -> writer.copy().beginTransaction());
        Optional<String> obstacle =
                triggers.leaveOut(attempt.session(), sorted.writes().tables());
        Round round = sorted.writes().firstRound();
        while (!round.isEmpty() && attempt.awaited().isEmpty()) {
            round = run(attempt, round);
        }
        return obstacle;
    }

    private Round run(Attempt attempt, Round round) throws SQLException {
        Round next = new Round();
        for (TableWriter writer : writers) {
            String table = writer.contract().table();
            List<Write> upserts = round.upserts(table);
            if (!upserts.isEmpty() && attempt.awaited().isEmpty()) {
                next.addPredecessors(table, writer.upsert(attempt, upserts));
            }
        }
        for (TableRemoval removal : removals) {
            String table = removal.contract().table();
            List<Write> removed = round.removals(table);
            if (!removed.isEmpty() && attempt.awaited().isEmpty()) {
                next.addPredecessors(table, removal.remove(attempt, removed));
            }
        }
        return next;
    }

    /** Log and table are brought in line again, now that the table is as it will be. */
    private void settle(
            Connection connection, List<Refusal> refusals, SortedBatch sorted, RestoreWatch watch, Ledger ledger)
            throws SQLException {
        Map<String, Set<Write>> compensated = new HashMap<>();
        for (Refusal refusal : refusals) {
            Write write = refusal.write();
            Contract contract = topics.rowsOf(write.record().topic()).orElseThrow();
            ledger.refused(connection, contract.table(), refusal);
            // The first refusal of a key is that of its last write: those before it stood in for it. Without a key
            // there
            // is nothing in the log to be put right.
            if (write.record().key() != null
                    && compensated
                            .computeIfAbsent(contract.table(), table -> new HashSet<>())
                            .add(write)) {
                compensation.compensate(connection, contract, write.record());
            }
        }
        for (RestoreWatch.Overtaken late : watch.overtaken()) {
            // In the log the restored row is the last of its key; the newer one, which stands, has to come after it.
            if (compensated
                    .computeIfAbsent(late.contract().table(), table -> new HashSet<>())
                    .add(late.write())) {
                compensation.compensate(
                        connection, late.contract(), late.write().record());
            }
        }
        for (Contract contract : contracts.parentsFirst()) {
            for (Write repair : sorted.repairs(contract.table())) {
                compensation.compare(connection, contract, repair.record());
            }
        }
    }
}
