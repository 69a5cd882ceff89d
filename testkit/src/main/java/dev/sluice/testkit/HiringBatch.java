package dev.sluice.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Generated rows of {@code hired_employees}, in order, and what their receipt must say. */
public record HiringBatch(RowFormat format, List<HiringRow> rows) {

    public String jsonArray() {
        return rows.stream().map(HiringRow::text).collect(Collectors.joining(",", "[", "]"));
    }

    /** One row a line: NDJSON, or CSV without a header. */
    public String lines() {
        return rows.stream().map(HiringRow::text).collect(Collectors.joining("\n", "", "\n"));
    }

    public List<Hire> hires() {
        return rows.stream().map(HiringRow::hire).flatMap(Optional::stream).toList();
    }

    public int received() {
        return rows.size();
    }

    public int dead() {
        return received() - hires().size();
    }

    /** Sum of the row numbers that must end in the dead letters. */
    public long deadRowSum() {
        return deadRows().sum();
    }

    /** Sum of the row numbers that must be stored: all of 1..n but the dead. */
    public long storedRowSum() {
        return (long) received() * (received() + 1) / 2 - deadRowSum();
    }

    /** How many dead letters each rule must have made. */
    public Map<String, Long> deadByRule() {
        return rows.stream()
                .flatMap(row -> row.fault().stream())
                .collect(Collectors.groupingBy(HiringFault::rule, TreeMap::new, Collectors.counting()));
    }

    private LongStream deadRows() {
        return rows.stream().filter(row -> row.fault().isPresent()).mapToLong(HiringRow::number);
    }
}
