package dev.sluice.reports.hiring;

import dev.sluice.reports.reads.Schemas;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the folds have made of a year, by department and job. It changes with a fold only, and says so by a number; between
 * two folds it is kept, since reading thousands of lines is most of the work of a report that has just changed.
 */
final class FoldedHires {
    private static final int YEARS = 4;
    private static final int QUARTERS = 4;

    private static final String FOLDED = "select epoch, folded from {sluice}.hires_version";

    private static final String LINES =
            "select department_id, job_id, q1, q2, q3, q4 from {sluice}.hires where year = :year";

    private final String folded;
    private final String lines;

    private final Map<Integer, Kept> kept = new LinkedHashMap<>(YEARS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Kept> eldest) {
            return size() > YEARS;
        }
    };

    FoldedHires(Schemas schemas) {
        this.folded = schemas.in(FOLDED);
        this.lines = schemas.in(LINES);
    }

    /** Hires by quarter; nobody may change them. */
    Map<Long, long[]> of(int year, JdbcClient snapshot) {
        State state = snapshot.sql(folded)
                .query((row, number) -> new State(row.getObject(1, UUID.class), row.getLong(2)))
                .single();
        @Nullable Kept known = find(year);
        if (known != null && known.state().equals(state)) {
            return known.hires();
        }
        Map<Long, long[]> hires = read(year, snapshot);
        keep(year, new Kept(state, hires));
        return hires;
    }

    private Map<Long, long[]> read(int year, JdbcClient snapshot) {
        Map<Long, long[]> hires = new HashMap<>();
        RowCallbackHandler each = row -> {
            long[] quarters = new long[QUARTERS];
            for (int i = 0; i < QUARTERS; i++) {
                quarters[i] = row.getLong(3 + i);
            }
            hires.put(HiresByQuarter.pair(row.getInt(1), row.getInt(2)), quarters);
        };
        snapshot.sql(lines).param("year", year).query(each);
        return hires;
    }

    private synchronized @Nullable Kept find(int year) {
        return kept.get(year);
    }

    private synchronized void keep(int year, Kept hires) {
        kept.put(year, hires);
    }

    /** @param folded grows with every fold that changes anything */
    private record State(UUID epoch, long folded) {}

    private record Kept(State state, Map<Long, long[]> hires) {}
}
