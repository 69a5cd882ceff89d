package dev.sluice.sink;

import dev.sluice.ledger.SystemSchema;
import dev.sluice.sink.Counts.Figure;
import dev.sluice.sink.Counts.Place;
import dev.sluice.topics.TopicNames;
import dev.sluice.wire.Headers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** What one transaction says about batches: rows stored, rows set aside, and the events of edge and validator. */
final class Ledger {
    private static final String VALID = "valid";
    private static final String DEAD_LETTER = "dead-letter";

    private final TopicNames names;
    private final Letters letters;
    private final Outbox outbox;
    private final Counts counts;
    private final BatchEvents events;
    private final Replays replays;
    private final Corrections corrections;
    private final RowHeaders headers = new RowHeaders();
    private final List<DeadLetter> found = new ArrayList<>();
    private Run run = Run.NONE;

    Ledger(SystemSchema schema, TopicNames names, Outbox outbox) {
        this.names = names;
        this.outbox = outbox;
        this.letters = new Letters(schema);
        this.counts = new Counts(schema);
        this.events = new BatchEvents(schema);
        this.replays = new Replays(new LetterChain(schema));
        this.corrections = new Corrections(schema);
    }

    /** Called for every row: rows of a batch follow each other, and a run of them costs one entry. */
    void stored(String table, ConsumerRecord<byte[], byte[]> record, RowHeaders headers) {
        int partition = record.partition();
        byte[] batch = headers.batch();
        replays.stored(record, headers);
        corrections.seen(batch, headers.corrects());
        if (batch.length > 0) {
            if (!run.goesOn(table, partition, batch)) {
                end(run);
                run = new Run(table, partition, batch);
            }
            run.rows++;
            run.sum += headers.row();
        }
    }

    private void end(Run ended) {
        if (ended.rows > 0) {
            Place place = new Place(RecordText.id(ended.batch), ended.table, VALID, ended.partition);
            counts.add(place, Figure.STORED, ended.rows);
            counts.add(place, Figure.STORED_SUM, ended.sum);
        }
    }

    void letter(String table, ConsumerRecord<byte[], byte[]> record) {
        found.add(DeadLetter.read(table, record));
        headers.read(record);
        corrections.seen(headers.batch(), headers.corrects());
    }

    void event(ConsumerRecord<byte[], byte[]> record) {
        events.add(record, counts);
    }

    /** A row that was counted as stored, and is not. */
    void refused(Connection connection, String table, Refusal refusal) throws SQLException {
        ConsumerRecord<byte[], byte[]> record = refusal.write().record();
        count(table, record, VALID, Figure.STORED, Figure.STORED_SUM, -1);
        count(table, record, VALID, Figure.DEAD, Figure.DEAD_SUM, 1);
        replays.refused(record);
        DeadLetter letter = DeadLetter.of(table, refusal);
        if (!letters.write(connection, List.of(letter)).isEmpty()) {
            replays.setAside(letter.id(), record);
            Map<String, byte[]> headers = new LinkedHashMap<>();
            for (Header header : record.headers()) {
                headers.put(RecordText.storable(header.key()), header.value());
            }
            headers.put(Headers.REASONS, Headers.bytes(letter.reasons()));
            headers.put(Headers.SOURCE, Headers.bytes(letter.source().toString()));
            outbox.add(connection, names.deadLetter(table), Outbox.BY_KEY, record.key(), record.value(), headers);
        }
    }

    void write(Connection connection) throws SQLException {
        end(run);
        run = Run.NONE;
        for (DeadLetter letter : letters.write(connection, found)) {
            count(letter.table(), letter.record(), DEAD_LETTER, Figure.DEAD, Figure.DEAD_SUM, 1);
            replays.setAside(letter.id(), letter.record());
        }
        replays.write(connection);
        corrections.write(connection);
        events.write(connection);
        counts.write(connection);
    }

    private void count(
            String table, ConsumerRecord<byte[], byte[]> record, String source, Figure rows, Figure sum, int sign) {
        Optional<String> batch = RecordText.id(record, Headers.BATCH).filter(id -> !id.isEmpty());
        if (batch.isPresent()) {
            Place place = new Place(batch.get(), table, source, record.partition());
            counts.add(place, rows, sign);
            counts.add(place, sum, sign * RecordText.number(record, Headers.ROW));
        }
    }

    /** Rows of one batch, one after the other. */
    private static final class Run {
        static final Run NONE = new Run("", -1, new byte[0]);
        private final String table;
        private final int partition;
        private final byte[] batch;
        private long rows;
        private long sum;

        Run(String table, int partition, byte[] batch) {
            this.table = table;
            this.partition = partition;
            this.batch = batch;
        }

        boolean goesOn(String otherTable, int otherPartition, byte[] otherBatch) {
            return partition == otherPartition && table.equals(otherTable) && Arrays.equals(batch, otherBatch);
        }
    }
}
