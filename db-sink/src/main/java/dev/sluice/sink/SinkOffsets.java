package dev.sluice.sink;

import dev.sluice.ledger.SystemSchema;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/**
 * How far each partition has been stored, and by whom. An offset moves in the rows' own transaction, by a compare-and-set
 * that is its first statement: a crash can lose neither alone, and an owner that was replaced moves nothing.
 */
final class SinkOffsets {
    private static final String OPEN_SESSION = """
            insert into %s (instance, backend_pid, backend_start)
            select ?, pid, backend_start from pg_stat_activity where pid = pg_backend_pid()
            returning id
            """;

    private static final String FORGET_SESSIONS = """
            delete from %s s
            where not exists (select from pg_stat_activity a
                              where a.pid = s.backend_pid and a.backend_start = s.backend_start)
              and not exists (select from %s o where o.session_id = s.id)
            """;

    private static final String END_OTHERS = """
            select pg_terminate_backend(a.pid)
            from %s o
            join unnest(?::text[], ?::int[]) p (topic, partition) using (topic, partition)
            join %s s on s.id = o.session_id
            join pg_stat_activity a on a.pid = s.backend_pid and a.backend_start = s.backend_start
            where o.session_id <> ?
            """;

    private static final String CLAIM = """
            insert into %s as o (topic, partition, cluster_id, topic_id, next_offset, session_id)
            select topic, partition, ?, topic_id, first, ?
            from unnest(?::text[], ?::int[], ?::text[], ?::bigint[]) p (topic, partition, topic_id, first)
            order by topic, partition
            on conflict (topic, partition) do update set session_id = excluded.session_id
            where o.cluster_id = excluded.cluster_id and o.topic_id = excluded.topic_id
            returning topic, partition, next_offset
            """;

    private static final String ADVANCE = """
            update %s o set next_offset = p.next, updated_at = now()
            from unnest(?::text[], ?::int[], ?::bigint[], ?::bigint[]) p (topic, partition, stored, next)
            where o.topic = p.topic and o.partition = p.partition
              and o.next_offset = p.stored and o.session_id = ? and p.next >= p.stored
            """;

    private static final String RELEASE = """
            update %s o set session_id = null
            from unnest(?::text[], ?::int[]) p (topic, partition)
            where o.topic = p.topic and o.partition = p.partition and o.session_id = ?
            """;

    private static final String PASSED = """
            select count(*)
            from unnest(?::text[], ?::int[], ?::bigint[]) p (topic, partition, target)
            left join %s o using (topic, partition)
            where coalesce(o.next_offset, 0) < p.target
            """;

    private static final String ALL = "select topic, partition, next_offset from %s";

    private final String openSession;
    private final String forgetSessions;
    private final String endOthers;
    private final String claim;
    private final String advance;
    private final String release;
    private final String passed;
    private final String all;

    SinkOffsets(SystemSchema schema) {
        String offsets = schema.table("offsets");
        String sessions = schema.table("sessions");
        forgetSessions = FORGET_SESSIONS.formatted(sessions, offsets);
        openSession = OPEN_SESSION.formatted(sessions);
        endOthers = END_OTHERS.formatted(offsets, sessions);
        claim = CLAIM.formatted(offsets);
        advance = ADVANCE.formatted(offsets);
        release = RELEASE.formatted(offsets);
        passed = PASSED.formatted(offsets);
        all = ALL.formatted(offsets);
    }

    /** Makes the connection known, so that it can be ended by whoever takes over. */
    long openSession(Connection connection, String instance) throws SQLException {
        try (PreparedStatement forget = connection.prepareStatement(forgetSessions);
                PreparedStatement insert = connection.prepareStatement(openSession)) {
            forget.executeUpdate();
            insert.setString(1, instance);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** A partition with the identity of its topic, and the first offset that is still there. */
    record Candidate(TopicPartition partition, String topicId, long first) {}

    /**
     * Takes the partitions over, ending the backends of those who had them and didn't let go; answers where each goes on.
     * One that is not in the answer was stored from a topic or cluster of another identity.
     */
    Map<TopicPartition, Long> claim(SinkSession session, String clusterId, List<Candidate> candidates)
            throws SQLException {
        List<TopicPartition> partitions =
                candidates.stream().map(Candidate::partition).toList();
        Connection connection = session.connection();
        try (PreparedStatement end = connection.prepareStatement(endOthers)) {
            bind(connection, end, 1, partitions);
            end.setLong(3, session.id());
            end.execute();
        }
        Map<TopicPartition, Long> next = new HashMap<>();
        try (PreparedStatement insert = connection.prepareStatement(claim)) {
            insert.setString(1, clusterId);
            insert.setLong(2, session.id());
            bind(connection, insert, 3, partitions);
            insert.setArray(
                    5,
                    connection.createArrayOf(
                            "text", candidates.stream().map(Candidate::topicId).toArray()));
            insert.setArray(
                    6,
                    connection.createArrayOf(
                            "bigint", candidates.stream().map(Candidate::first).toArray()));
            try (ResultSet rows = insert.executeQuery()) {
                while (rows.next()) {
                    next.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
                }
            }
        }
        connection.commit();
        return next;
    }

    /** The compare-and-set. False when any of the partitions is somebody else's or stands elsewhere: roll back then. */
    boolean advance(SinkSession session, MicroBatch batch, ToLongFunction<TopicPartition> stored) throws SQLException {
        Connection connection = session.connection();
        Collection<TopicPartition> partitions = batch.partitions();
        try (PreparedStatement update = connection.prepareStatement(advance)) {
            bind(connection, update, 1, partitions);
            update.setArray(3, offsets(connection, partitions, stored));
            update.setArray(4, offsets(connection, partitions, batch::next));
            update.setLong(5, session.id());
            return update.executeUpdate() == partitions.size();
        }
    }

    /** Commits nothing else: it is also called on the way out of a failure. */
    void release(SinkSession session, Collection<TopicPartition> partitions) throws SQLException {
        Connection connection = session.connection();
        connection.rollback();
        try (PreparedStatement update = connection.prepareStatement(release)) {
            bind(connection, update, 1, partitions);
            update.setLong(3, session.id());
            update.executeUpdate();
        }
        connection.commit();
    }

    /** Whether every one of the partitions is stored up to its target. */
    boolean passed(SinkSession session, Map<TopicPartition, Long> targets) throws SQLException {
        Connection connection = session.connection();
        Collection<TopicPartition> partitions = targets.keySet();
        try (PreparedStatement query = connection.prepareStatement(passed)) {
            bind(connection, query, 1, partitions);
            query.setArray(3, offsets(connection, partitions, partition -> targets.getOrDefault(partition, 0L)));
            try (ResultSet row = query.executeQuery()) {
                row.next();
                boolean all = row.getLong(1) == 0;
                connection.commit();
                return all;
            }
        }
    }

    private static void bind(
            Connection connection, PreparedStatement statement, int first, Collection<TopicPartition> partitions)
            throws SQLException {
        statement.setArray(
                first,
                connection.createArrayOf(
                        "text", partitions.stream().map(TopicPartition::topic).toArray()));
        statement.setArray(
                first + 1,
                connection.createArrayOf(
                        "int4",
                        partitions.stream().map(TopicPartition::partition).toArray()));
    }

    private static Array offsets(
            Connection connection, Collection<TopicPartition> partitions, ToLongFunction<TopicPartition> offset)
            throws SQLException {
        return connection.createArrayOf(
                "bigint", partitions.stream().map(offset::applyAsLong).toArray());
    }

    /** Where each partition goes on, whoever stores it. */
    Map<TopicPartition, Long> all(Connection connection) throws SQLException {
        Map<TopicPartition, Long> next = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(all)) {
            while (rows.next()) {
                next.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
            }
        }
        return next;
    }
}
