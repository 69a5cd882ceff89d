package dev.sluice.backup.restore;

import dev.sluice.backup.restore.RestoreOrder.Mode;
import dev.sluice.backup.runs.Progress;
import dev.sluice.backup.take.StoredOffsets;
import dev.sluice.topics.TopicNames;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares what the tables shall be with what they are, at one moment, and how far they had got in the log by then. */
final class Difference {
    private static final String BEGIN = "set transaction isolation level repeatable read";

    /** Whole tables are joined: nothing but hashing is quick enough, whatever a fresh table's statistics say. */
    private static final String JOINS = """
            set local enable_nestloop = off; set local enable_mergejoin = off; set local jit = off;
            set local work_mem = '256MB'; set local hash_mem_multiplier = 4
            """;

    private final TopicNames names;
    private final StoredOffsets offsets;
    private final Progress progress;

    Difference(TopicNames names, StoredOffsets offsets, Progress progress) {
        this.names = names;
        this.offsets = offsets;
        this.progress = progress;
    }

    /** @param since by topic, from which offset on the comparison doesn't know what was written */
    record Found(Map<String, Plan> plan, Map<String, Map<Integer, Long>> since, List<Orphans> orphans) {}

    /** Empty where a table that was to get all rows of the file has rows by now. */
    Optional<Found> find(Connection connection, List<RestoredTable> tables, Mode mode, OrphanSearch orphans)
            throws SQLException {
        connection.setAutoCommit(false);
        try {
            Scratch.execute(connection, BEGIN);
            Scratch.execute(connection, JOINS);
            Map<String, Map<Integer, Long>> since = new HashMap<>();
            Map<String, Plan> plan = new LinkedHashMap<>();
            for (RestoredTable table : tables) {
                if (table.isWhole() && hasRows(connection, table)) {
                    return Optional.empty();
                }
                progress.begin(table.contract().table(), 0);
                String topic = names.valid(table.contract().table());
                since.put(topic, offsets.read(connection, topic).topic().offsets());
                plan.put(table.contract().table(), compare(connection, table, mode));
            }
            List<Orphans> broken = orphans.find(connection, tables);
            connection.commit();
            return Optional.of(new Found(plan, since, broken));
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static Plan compare(Connection connection, RestoredTable table, Mode mode) throws SQLException {
        Scratch.execute(connection, table.createUpserts());
        Scratch.execute(connection, table.createDeletes(mode.removes()));
        long backup = number(connection, "select count(*) from %s".formatted(table.staged()));
        return table.isWhole()
                ? new Plan(backup, 0, backup, 0, 0, 0)
                : count(connection, table, mode.removes(), backup);
    }

    static boolean hasRows(Connection connection, RestoredTable table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(table.liveExists())) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static Plan count(Connection connection, RestoredTable table, boolean removes, long backup)
            throws SQLException {
        long upserts = number(connection, "select count(*) from %s".formatted(table.upserts()));
        long inserts = number(connection, "select count(*) from %s where _fresh".formatted(table.upserts()));
        long changes = upserts - inserts;
        long deletes = number(connection, "select count(*) from %s".formatted(table.deletes()));
        long same = backup - upserts;
        long live = removes
                ? same + changes + deletes
                : number(connection, "select count(*) from %s".formatted(table.live()));
        return new Plan(backup, live, inserts, changes, deletes, same);
    }

    static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
