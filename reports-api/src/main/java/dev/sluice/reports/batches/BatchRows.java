package dev.sluice.reports.batches;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.sluice.reports.reads.Reads;
import dev.sluice.reports.reads.Schemas;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which rows of a batch were set aside, and why; the others are stored once the batch is settled. */
final class BatchRows {

    private static final String PAGE = """
            select id, table_name, row_number, key, state, reasons from {sluice}.dead_letters
            where batch_id = :batch and (row_number > :after or row_number is null and :after = 0)
            order by row_number, id limit :limit
            """;

    private final Reads reads;
    private final Schemas schemas;

    BatchRows(Reads reads, Schemas schemas) {
        this.reads = reads;
        this.schemas = schemas;
    }

    /** @param after a row number, 0 for the start */
    List<Outcome> page(String batch, long after, int limit) {
        return reads.client()
                .sql(schemas.in(PAGE))
                .param("batch", batch)
                .param("after", after)
                .param("limit", limit)
                .query((row, number) -> {
                    UUID id = row.getObject("id", UUID.class);
                    return new Outcome(
                            row.getObject("row_number", Long.class),
                            row.getString("table_name"),
                            row.getString("key"),
                            outcome(row.getString("state")),
                            row.getString("state"),
                            row.getString("reasons"),
                            Map.of("deadLetter", "/v1/dead-letters/" + id));
                })
                .list();
    }

    private static String outcome(String state) {
        return state.equals("resolved") || state.equals("discarded") ? state : "dead";
    }

    /**
     * @param row null for a row whose publisher doesn't number them
     * @param outcome {@code dead}; {@code resolved} once another attempt of it is stored, or {@code discarded}
     * @param state of its dead letter
     * @param reasons JSON as it stands in the ledger
     */
    record Outcome(
            @Nullable Long row,
            String table,
            @Nullable String key,
            String outcome,
            String state,
            @JsonRawValue String reasons,
            Map<String, String> links) {}
}
