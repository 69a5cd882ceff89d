package dev.sluice.reports.desk;

import dev.sluice.contract.SqlName;
import dev.sluice.letters.Conditions;
import dev.sluice.letters.KnownShapes;
import dev.sluice.letters.LetterFilter;
import dev.sluice.letters.Shape;
import dev.sluice.reports.reads.Reads;
import dev.sluice.reports.reads.Schemas;
import java.util.List;
import java.util.Optional;

/** Which shapes there are, and how many letters have each: read off a small index. */
final class Shapes {

    /** Other filters are counted by reading letters: no more than these, whichever come first. */
    static final int COUNTED_AT_MOST = 50_000;

    private static final String COUNT =
            "select state, table_name, shape, count(*) as letters from {sluice}.dead_letters%s group by 1, 2, 3";

    private static final String COUNT_SOME = """
            with counted as materialized (
                select state, table_name, shape from {sluice}.dead_letters%s limit %d)
            select state, table_name, shape, count(*) as letters from counted group by 1, 2, 3
            """;

    private static final String TABLES = "select distinct table_name from {sluice}.dead_letters%s limit 2";

    private final Reads reads;
    private final Schemas schemas;

    Shapes(Reads reads, Schemas schemas) {
        this.reads = reads;
        this.schemas = schemas;
    }

    /** How many of the matches have which shape; all of them, unless there are more than are counted. */
    List<Count> count(LetterFilter filter) {
        return reads.snapshot(snapshot -> {
            Conditions conditions = KnownShapes.conditions(filter, snapshot, SqlName.quoted(schemas.system()));
            String sql = filter.byShapeOnly()
                    ? COUNT.formatted(conditions.where())
                    : COUNT_SOME.formatted(conditions.where(), COUNTED_AT_MOST);
            return snapshot.sql(schemas.in(sql))
                    .params(conditions.values())
                    .query((row, number) -> new Count(
                            row.getString("state"),
                            row.getString("table_name"),
                            new Shape(row.getString("shape")),
                            row.getLong("letters")))
                    .list();
        });
    }

    /** The table that every match is of; empty where there is no match, or one of another table. */
    Optional<String> onlyTable(LetterFilter filter) {
        List<String> tables = reads.snapshot(snapshot -> {
            Conditions conditions = KnownShapes.conditions(filter, snapshot, SqlName.quoted(schemas.system()));
            return snapshot.sql(schemas.in(TABLES.formatted(conditions.where())))
                    .params(conditions.values())
                    .query((row, number) -> row.getString(1))
                    .list();
        });
        return tables.size() == 1 ? Optional.of(tables.get(0)) : Optional.empty();
    }

    record Count(String state, String table, Shape shape, long letters) {}
}
