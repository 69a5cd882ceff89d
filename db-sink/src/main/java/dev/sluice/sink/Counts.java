package dev.sluice.sink;

import dev.sluice.ledger.SystemSchema;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a transaction adds to the ledger's counters. */
final class Counts {
    /**
     * In the order of the columns; a sum of row numbers stands beside each count that a loss or a double could hide in.
     * Publishers number their rows as they like, so sums go round where they leave a long, as they do in the validator:
     * they can be compared all the same, and no number holds up the ledger.
     */
    enum Figure {
        RECEIVED,
        RECEIVED_SUM,
        JUDGED,
        JUDGED_SUM,
        JUDGED_VALID,
        JUDGED_DEAD,
        WAITING,
        STORED,
        STORED_SUM,
        DEAD,
        DEAD_SUM;

        String column() {
            return name().toLowerCase(Locale.ROOT);
        }

        private String added() {
            String sum = "c.%1$s + excluded.%1$s".formatted(column());
            return column() + " = " + (name().endsWith("_SUM") ? GO_ROUND.formatted(sum) : sum);
        }
    }

    /** One row of the ledger: a batch's rows of one table that came from one partition of one kind of topic. */
    record Place(String batch, String table, String source, int partition) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byBatch = batch.compareTo(other.batch);
            int byTable = byBatch != 0 ? byBatch : table.compareTo(other.table);
            int bySource = byTable != 0 ? byTable : source.compareTo(other.source);
            return bySource != 0 ? bySource : Integer.compare(partition, other.partition);
        }
    }

    /** Into the range of a long again: by 2^63 + 2^64, so that nothing negative is divided, and back by 2^63. */
    private static final String GO_ROUND =
            "(mod(0::numeric + %s + 27670116110564327424, 18446744073709551616) - 9223372036854775808)::bigint";

    private static final String ADD = """
            insert into %1$s as c (batch_id, table_name, source, partition, %2$s)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::int[], %3$s)
            on conflict (batch_id, table_name, source, partition) do update
            set counted_at = now(), %4$s
            """;

    private final String add;
    /** Sorted: writers that meet lock in the same order. */
    private final Map<Place, Map<Figure, Long>> figures = new TreeMap<>();

    Counts(SystemSchema schema) {
        add = ADD.formatted(
                schema.table("batch_counts"),
                columns(column -> column),
                columns(column -> "?::bigint[]"),
                Stream.of(Figure.values()).map(Figure::added).collect(Collectors.joining(", ")));
    }

    private static String columns(Function<String, String> text) {
        return Stream.of(Figure.values()).map(Figure::column).map(text).collect(Collectors.joining(", "));
    }

    void add(Place place, Figure figure, long more) {
        figures.computeIfAbsent(place, absent -> new EnumMap<>(Figure.class)).merge(figure, more, Long::sum);
    }

    void write(Connection connection) throws SQLException {
        if (figures.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(add)) {
            insert.setArray(1, places("text", connection, Place::batch));
            insert.setArray(2, places("text", connection, Place::table));
            insert.setArray(3, places("text", connection, Place::source));
            insert.setArray(4, places("int4", connection, Place::partition));
            int parameter = 5;
            for (Figure figure : Figure.values()) {
                Object[] column = figures.values().stream()
                        .map(row -> row.getOrDefault(figure, 0L))
                        .toArray();
                insert.setArray(parameter++, connection.createArrayOf("bigint", column));
            }
            insert.executeUpdate();
        }
    }

    private Array places(String type, Connection connection, Function<Place, Object> part) throws SQLException {
        return connection.createArrayOf(
                type, figures.keySet().stream().map(part).toArray());
    }
}
