package dev.sluice.producer.batch;

import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import dev.sluice.producer.incoming.IncomingRow;
import dev.sluice.producer.incoming.Rows;
import dev.sluice.topics.Tenant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Gives an id to each row that leaves out one which its contract calls generated. Ids come from the table's sequence, so
 * that two instances never give the same one; an id that was reserved and not used is a gap, and gaps are allowed. They are
 * drawn by the function that keeps out of the way of whoever moves the sequence past ids that were given explicitly: between
 * its look and its move nobody may draw.
 */
public final class GeneratedIds {
    private static final String RESERVE = "select %s.reserve_ids(cast(:sequence as regclass), :count)";

    private final JdbcClient database;
    private final String schema;
    private final String reserve;

    public GeneratedIds(DataSource database, Tenant tenant) {
        this.database = JdbcClient.create(database);
        this.schema = tenant.tables();
        this.reserve = RESERVE.formatted('"' + tenant.schema() + '"');
    }

    /** As many ids per table as its rows need; empty where none does, and then PostgreSQL isn't asked. */
    public Map<String, List<Long>> reserve(Rows rows) {
        Map<String, List<Long>> ids = new LinkedHashMap<>();
        rows.tables().forEach((contract, some) -> {
            List<Long> reserved = reserve(contract, some);
            if (!reserved.isEmpty()) {
                ids.put(contract.table(), reserved);
            }
        });
        return ids;
    }

    public List<Long> reserve(Contract contract, List<IncomingRow> rows) {
        int count = gives(contract)
                ? (int) rows.stream().filter(IncomingRow::keyAbsent).count()
                : 0;
        if (count == 0) {
            return List.of();
        }
        String name = contract.table() + "_" + contract.key().get(0).name() + "_seq";
        long first = database.sql(reserve)
                .param("sequence", '"' + schema + "\".\"" + name + '"')
                .param("count", count)
                .query((result, number) -> result.getLong(1))
                .single();
        return LongStream.range(first, first + count).boxed().toList();
    }

    public static Rows give(Rows rows, Map<String, List<Long>> ids) {
        if (ids.isEmpty()) {
            return rows;
        }
        Map<Contract, List<IncomingRow>> tables = new LinkedHashMap<>();
        rows.tables()
                .forEach((contract, some) ->
                        tables.put(contract, give(some, ids.getOrDefault(contract.table(), List.of()))));
        return new Rows(tables, rows.source());
    }

    /** The same rows in the same order; the ids go to those that have none, the first to the first. */
    public static List<IncomingRow> give(List<IncomingRow> rows, List<Long> ids) {
        if (ids.isEmpty()) {
            return rows;
        }
        List<IncomingRow> given = new ArrayList<>(rows.size());
        int next = 0;
        for (IncomingRow row : rows) {
            given.add(row.keyAbsent() ? row.withGeneratedKey(Long.toString(ids.get(next++))) : row);
        }
        return given;
    }

    /** Whether rows of this table may leave their id out. */
    public static boolean gives(Contract contract) {
        List<Column> key = contract.key();
        return key.size() == 1 && key.get(0).generated();
    }
}
