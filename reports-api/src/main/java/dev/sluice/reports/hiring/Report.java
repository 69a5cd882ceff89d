package dev.sluice.reports.hiring;

import java.util.List;
import java.util.OptionalDouble;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One report: a table for a year. */
interface Report {

    /** The last part of its path. */
    String name();

    String title();

    /** What it says while there is no table. */
    Answer empty();

    /** To be called within a transaction that sees one snapshot. */
    Answer of(int year, JdbcClient snapshot);

    /** A table whose cells are texts and whole numbers; the mean where the report is about one. */
    record Answer(List<String> columns, List<List<Object>> rows, OptionalDouble mean) {
        public Answer {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }
}
