package dev.sluice.reports.batches;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sluice.ledger.Receipt;
import dev.sluice.ledger.Receipts;
import dev.sluice.reports.reads.Reads;
import dev.sluice.reports.reads.Schemas;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Batches, the one heard of last first. */
final class BatchList {

    private static final String PAGE = """
            select batch_id, source, key_id, accepted_at, first_seen from {sluice}.batches%s
            order by first_seen desc, batch_id limit :limit
            """;

    private static final String BEHIND = " where first_seen <= :seen and (first_seen < :seen or batch_id > :batch)";

    private static final String SEEN = "select first_seen from {sluice}.batches where batch_id = :batch";

    private final Reads reads;
    private final Schemas schemas;
    private final Receipts receipts;

    BatchList(Reads reads, Schemas schemas, Receipts receipts) {
        this.reads = reads;
        this.schemas = schemas;
        this.receipts = receipts;
    }

    Optional<Receipt> receipt(String batch) {
        return receipts.find(batch);
    }

    List<Entry> page(Optional<String> after, int limit) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (after.isPresent()) {
            Optional<OffsetDateTime> seen = reads.client()
                    .sql(schemas.in(SEEN))
                    .param("batch", after.get())
                    .query(OffsetDateTime.class)
                    .optional();
            if (seen.isEmpty()) {
                return List.of();
            }
            values.put("seen", seen.get());
            values.put("batch", after.get());
        }
        List<Batch> batches = reads.client()
                .sql(schemas.in(PAGE.formatted(after.isPresent() ? BEHIND : "")))
                .params(values)
                .param("limit", limit)
                .query((row, number) -> new Batch(
                        row.getString("batch_id"),
                        row.getString("source"),
                        row.getString("key_id"),
                        time(row.getObject("accepted_at", OffsetDateTime.class)),
                        row.getObject("first_seen", OffsetDateTime.class).toInstant()))
                .list();
        Map<String, Receipt> found =
                receipts.find(batches.stream().map(Batch::batchId).toList());
        List<Entry> entries = new ArrayList<>();
        for (Batch batch : batches) {
            Receipt receipt = found.get(batch.batchId());
            if (receipt != null) {
                entries.add(new Entry(receipt, batch.source(), batch.keyId(), batch.acceptedAt(), batch.firstSeen()));
            }
        }
        return entries;
    }

    private static @Nullable Instant time(@Nullable OffsetDateTime time) {
        return time == null ? null : time.withOffsetSameInstant(ZoneOffset.UTC).toInstant();
    }

    private record Batch(
            String batchId,
            @Nullable String source,
            @Nullable String keyId,
            @Nullable Instant acceptedAt,
            Instant firstSeen) {}

    /**
     * @param source how the rows came in
     * @param keyId the API key that sent them
     * @param acceptedAt null for a batch that is still coming in or that a publisher named
     */
    record Entry(
            @JsonUnwrapped Receipt receipt,
            @Nullable String source,
            @Nullable String keyId,
            @Nullable Instant acceptedAt,
            Instant firstSeen) {}
}
