package dev.sluice.letters;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The shapes that letters have: few, however many letters there are. */
public final class KnownShapes {

    /** Jumps from one shape to the next, however many letters have it. */
    private static final String EVERY_SHAPE = """
            with recursive s (state, shape) as (
                (select state, shape from %1$s order by state, shape limit 1)
                union all
                select n.state, n.shape from s cross join lateral (
                    select d.state, d.shape from %1$s d
                    where (d.state, d.shape) > (s.state, s.shape) order by d.state, d.shape limit 1) as n)
            select distinct shape from s
            """;

    private KnownShapes() {}

    /**
     * The filter as SQL, which names shapes where the filter is about a rule or a field.
     *
     * @param schema the system schema, quoted
     */
    public static Conditions conditions(LetterFilter filter, JdbcClient database, String schema) {
        List<String> shapes = filter.rule().isEmpty() && filter.field().isEmpty()
                ? List.of()
                : database
                        .sql(EVERY_SHAPE.formatted(schema + ".dead_letters"))
                        .query((row, number) -> row.getString(1))
                        .list()
                        .stream()
                        .filter(shape -> new Shape(shape).has(filter.rule(), filter.field()))
                        .toList();
        return Conditions.of(filter, shapes, schema);
    }
}
