package dev.sluice.ledger;

import dev.sluice.topics.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads receipts out of the ledger. The counters of a batch are kept apart by partition and added up here. */
public final class Receipts {
    private static final String COUNTS = """
            select c.batch_id, c.table_name, b.accepted_at is not null as accepted,
                   (b.details ->> 'interruptedAfter')::bigint as interrupted,
                   (select k.corrects from %1$s.corrections k where k.batch_id = c.batch_id) as corrects,
                   (select k.batch_id from %1$s.corrections k where k.corrects = c.batch_id
                    order by k.first_seen desc limit 1) as corrected_by,
                   sum(c.received) as received, sum(c.stored) as stored, sum(c.dead) as dead, sum(c.waiting) as waiting
            from %1$s.batch_counts c left join %1$s.batches b using (batch_id)
            where c.batch_id in (:batches)
            group by c.batch_id, c.table_name, b.accepted_at, interrupted
            order by c.table_name
            """;

    private static final String SETTLED = """
            select batch_id, count(*) filter (where state = 'resolved') as resolved,
                   count(*) filter (where state = 'discarded') as discarded
            from %1$s.dead_letters where batch_id in (:batches) and state in ('resolved', 'discarded')
            group by batch_id
            """;

    private static final String REJECTS = """
            select table_name, row_number, reasons::text as reasons
            from %1$s.dead_letters where batch_id = :batch
            order by row_number, id limit :limit
            """;

    private final JdbcClient database;
    private final String counts;
    private final String settled;
    private final String rejects;

    private Receipts(JdbcClient database, String schema) {
        this.database = database;
        this.counts = COUNTS.formatted(schema);
        this.settled = SETTLED.formatted(schema);
        this.rejects = REJECTS.formatted(schema);
    }

    public static Receipts of(DataSource database, Tenant tenant) {
        return new Receipts(JdbcClient.create(database), '"' + tenant.schema() + '"');
    }

    /** Empty where the ledger has not heard of the batch. */
    public Optional<Receipt> find(String batchId) {
        return Optional.ofNullable(find(List.of(batchId)).get(batchId));
    }

    /** Those of these batches that the ledger has heard of. */
    public Map<String, Receipt> find(Collection<String> batchIds) {
        if (batchIds.isEmpty()) {
            return Map.of();
        }
        List<Line> lines = database.sql(counts)
                .param("batches", batchIds)
                .query((row, number) -> line(row))
                .list();
        Map<String, Map<String, Receipt.Counts>> batches = new LinkedHashMap<>();
        for (Line line : lines) {
            batches.computeIfAbsent(line.batch(), batch -> new LinkedHashMap<>())
                    .put(line.table(), line.counts());
        }
        Map<String, Receipt> receipts = new HashMap<>();
        batches.forEach((batch, tables) -> receipts.put(batch, Receipt.of(batch, tables)));
        for (Line line : lines) {
            receipts.computeIfPresent(line.batch(), (batch, receipt) -> line.told(receipt));
        }
        splitLetters(receipts);
        return receipts;
    }

    private void splitLetters(Map<String, Receipt> receipts) {
        List<String> withDead = receipts.values().stream()
                .filter(receipt -> receipt.dead() > 0)
                .map(Receipt::batchId)
                .toList();
        if (withDead.isEmpty()) {
            return;
        }
        Map<String, Settled> found = new HashMap<>();
        database.sql(settled)
                .param("batches", withDead)
                .query((row, number) ->
                        new Settled(row.getString("batch_id"), row.getLong("resolved"), row.getLong("discarded")))
                .list()
                .forEach(one -> found.put(one.batch(), one));
        for (String batch : withDead) {
            Settled one = found.getOrDefault(batch, new Settled(batch, 0, 0));
            receipts.computeIfPresent(
                    batch,
                    (id, receipt) -> receipt.with(Receipt.Letters.of(receipt.dead(), one.resolved(), one.discarded())));
        }
    }

    /** The rows of a batch that were set aside, in the order of the batch. */
    public List<Receipt.Reject> firstRejects(String batchId, int limit) {
        return database.sql(rejects)
                .param("batch", batchId)
                .param("limit", limit)
                .query((row, number) -> new Receipt.Reject(
                        row.getString("table_name"), row.getObject("row_number", Long.class), row.getString("reasons")))
                .list();
    }

    private static Line line(ResultSet row) throws SQLException {
        Long received = row.getBoolean("accepted") ? Long.valueOf(row.getLong("received")) : null;
        return new Line(
                row.getString("batch_id"),
                row.getString("table_name"),
                Receipt.Counts.of(received, row.getLong("stored"), row.getLong("dead"), row.getLong("waiting")),
                row.getObject("interrupted", Long.class),
                row.getString("corrects"),
                row.getString("corrected_by"));
    }

    private record Line(
            String batch,
            String table,
            Receipt.Counts counts,
            @Nullable Long interrupted,
            @Nullable String corrects,
            @Nullable String correctedBy) {

        Receipt told(Receipt receipt) {
            Receipt told = interrupted == null ? receipt : receipt.interruptedAfter(interrupted);
            told = corrects == null ? told : told.linked("corrects", corrects);
            return correctedBy == null ? told : told.linked("correctedBy", correctedBy);
        }
    }

    private record Settled(String batch, long resolved, long discarded) {}
}
