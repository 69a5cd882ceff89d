package dev.sluice.sink;

import dev.sluice.contract.Contract;
import dev.sluice.copy.CopyBuffer;
import dev.sluice.copy.CopyEncoder;
import dev.sluice.copy.IdSet;
import dev.sluice.row.PresentBodies;
import dev.sluice.row.RowKey;
import dev.sluice.row.WriterSchemas;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a valid topic says that its table should hold: of each key the last row, in a temporary table. References are not
 * looked at, since parents and children are read at different times. For one session.
 */
final class LogFold {
    private static final String TEMPORARY = "pg_temp";

    private final Contract contract;
    private final String topic;
    private final TableSql live;
    private final TableSql fold;
    private final RowCopy copy;
    private final PresentBodies bodies;
    private final CopyEncoder encoder;
    private final RowKey codec;
    private final CopyBuffer buffer = new CopyBuffer(1 << 20);

    /** @param number tells its staging table apart from that of another table of the same session */
    LogFold(Contract contract, String topic, TableSql live, int number, WriterSchemas schemas) {
        this.contract = contract;
        this.topic = topic;
        this.live = live;
        this.fold = new TableSql(contract, TEMPORARY, number);
        this.copy = new RowCopy(fold);
        this.bodies = PresentBodies.of(contract, schemas);
        this.encoder = CopyEncoder.of(contract);
        this.codec = RowKey.of(contract);
    }

    Contract contract() {
        return contract;
    }

    String topic() {
        return topic;
    }

    TableSql live() {
        return live;
    }

    /** The temporary table's name in SQL. */
    String table() {
        return fold.table();
    }

    void create(SinkSession session) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.execute(
                    "create temporary table %s (like %s including indexes)".formatted(fold.table(), live.table()));
        }
    }

    /** What is joined with a large table needs to be known in size. */
    void analyze(SinkSession session) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.execute("analyze " + fold.table());
        }
    }

    /** In log order; each key lies in one partition. */
    void add(SinkSession session, Collection<ConsumerRecord<byte[], byte[]>> records) throws SQLException {
        Map<Write, Write> last = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.key() != null) {
                Write write = new Write(record);
                last.put(write, write);
            }
        }
        List<Write> rows = new ArrayList<>();
        KeyTexts gone = KeyTexts.of(contract, codec);
        last.values().forEach(write -> {
            if (write.isRemoval()) {
                gone.add(write.record().key());
            } else {
                rows.add(write);
            }
        });
        copy.beginTransaction();
        buffer.clear();
        buffer.begin();
        IdSet[] references = new ParentCheck(contract, table -> live).newSets();
        rows.forEach(write -> encode(write, references));
        buffer.end();
        copy.throughStaging(session, buffer);
        try (PreparedStatement delete = session.connection().prepareStatement(fold.delete())) {
            gone.bind(session.connection(), delete);
            delete.executeUpdate();
        }
    }

    /** Bytes that are no row were set aside when they were read first. */
    private void encode(Write write, IdSet[] references) {
        byte[] row = write.locate(bodies) ? write.row() : null;
        if (row != null) {
            encoder.encode(row, write.from(), references, buffer);
        }
    }
}
