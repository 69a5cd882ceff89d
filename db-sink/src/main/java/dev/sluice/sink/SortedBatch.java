package dev.sluice.sink;

import dev.sluice.contract.Contract;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The records of a micro-batch by what is to be done with them. */
final class SortedBatch {
    private final RowHeaders headers = new RowHeaders();
    private final TableWrites writes;
    private final List<Write> withoutKey = new ArrayList<>();
    private final List<Write> writtenSince = new ArrayList<>();
    private final Map<String, Map<Write, Write>> repairs = new LinkedHashMap<>();
    private final RestoreWatch restores;
    private final WrittenSince standing;

    private SortedBatch(int size, RestoreWatch restores, WrittenSince standing) {
        this.writes = new TableWrites(size);
        this.restores = restores;
        this.standing = standing;
    }

    /** Tells whether a record only repairs the log after a refusal; such a one is not written. */
    @FunctionalInterface
    interface RepairTest {
        boolean isRepair(ConsumerRecord<byte[], byte[]> record) throws SQLException;
    }

    static SortedBatch of(
            MicroBatch batch,
            SinkTopics topics,
            Ledger ledger,
            RestoreWatch restores,
            WrittenSince standing,
            RepairTest test)
            throws SQLException {
        SortedBatch sorted = new SortedBatch(batch.size(), restores, standing);
        for (List<ConsumerRecord<byte[], byte[]>> partition : batch.records()) {
            if (!partition.isEmpty()) {
                sorted.addAll(partition, topics, ledger, test);
            }
        }
        return sorted;
    }

    private void addAll(
            List<ConsumerRecord<byte[], byte[]>> partition, SinkTopics topics, Ledger ledger, RepairTest test)
            throws SQLException {
        String topic = partition.get(0).topic();
        Optional<Contract> rows = topics.rowsOf(topic);
        Optional<String> letters = topics.lettersOf(topic);
        for (ConsumerRecord<byte[], byte[]> record : partition) {
            if (rows.isPresent()) {
                headers.read(record);
                row(rows.get(), record, partition, ledger, headers.mayBeRepair() && test.isRepair(record));
            } else if (letters.isPresent()) {
                ledger.letter(letters.get(), record);
            } else {
                ledger.event(record);
            }
        }
    }

    private void row(
            Contract contract,
            ConsumerRecord<byte[], byte[]> record,
            List<ConsumerRecord<byte[], byte[]>> partition,
            Ledger ledger,
            boolean isRepair)
            throws SQLException {
        Write write = new Write(record);
        if (isRepair) {
            repairs.computeIfAbsent(contract.table(), table -> new LinkedHashMap<>())
                    .put(write, write);
            return;
        }
        // What comes later in the log replaces what it said before.
        if (!repairs.isEmpty()) {
            repairs.getOrDefault(contract.table(), new LinkedHashMap<>()).remove(write);
        }
        ledger.stored(contract.table(), record, headers);
        if (record.key() == null) {
            withoutKey.add(write);
        } else if (headers.mustBeNew() && standing.holds(contract, write, writes.last(contract, write))) {
            writtenSince.add(write);
        } else if (!headers.isRestored()) {
            restores.written(write);
            writes.add(contract, write);
        } else if (!restores.isOvertaken(contract, write, headers.since(), partition)) {
            writes.add(contract, write);
        }
    }

    TableWrites writes() {
        return writes;
    }

    List<Write> withoutKey() {
        return withoutKey;
    }

    /** Further attempts of dead letters whose key the table has by now. */
    List<Write> writtenSince() {
        return writtenSince;
    }

    /** Of each key the repairing record that no write comes after. */
    Collection<Write> repairs(String table) {
        return repairs.getOrDefault(table, Map.of()).values();
    }
}
