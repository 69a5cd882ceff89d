package dev.sluice.sink;

import dev.sluice.ledger.Postgres;
import dev.sluice.ledger.SystemSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out up to when everything that was in the log has been judged and stored, and writes it down: from then on a batch of
 * that time has to add up. It marks the ends of the raw topics from time to time; once the validator has passed a mark, what
 * it made of those rows lies before the ends of its own topics, and so on to what the sink has stored.
 */
final class PassageWatch extends Lookout {
    private static final Logger LOG = LoggerFactory.getLogger(PassageWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);

    /** A backlog of hours needs no more of them; every other one goes then. */
    private static final int MOST_MARKS = 1_000;

    private static final String PASSED = """
            insert into %s as p (at) values (?)
            on conflict (one) do update set at = greatest(p.at, excluded.at)
            """;

    private final Postgres postgres;
    private final LogEnds log;
    private final SinkOffsets offsets;
    private final String passed;
    private final Deque<Mark> marks = new ArrayDeque<>();

    PassageWatch(Postgres postgres, SystemSchema system, SinkOffsets offsets, LogEnds log) {
        super("sink-passage", PERIOD);
        this.postgres = postgres;
        this.log = log;
        this.offsets = offsets;
        this.passed = PASSED.formatted(system.table("log_passed"));
    }

    /** A moment, and what of the log has to be passed next by everything that was in it then. */
    private static final class Mark {
        private final OffsetDateTime at;
        private int leg;
        private Map<TopicPartition, Long> ends;

        Mark(OffsetDateTime at, Map<TopicPartition, Long> ends) {
            this.at = at;
            this.ends = ends;
        }

        boolean isJudgedLeg() {
            return leg < LogEnds.JUDGED_LEGS;
        }

        /** @param ends what is read only after the positions: whoever passed a leg has written what he made of it */
        boolean hasArrived(Map<TopicPartition, Long> positions, List<Map<TopicPartition, Long>> ends) {
            while (leg < ends.size() && LogEnds.isPassed(this.ends, positions)) {
                leg++;
                this.ends = leg < ends.size() ? ends.get(leg) : Map.of();
            }
            return leg == ends.size();
        }
    }

    @Override
    void look() {
        try {
            measure();
        } catch (SQLException | KafkaException e) {
            // Others say what is away. What was written down stays true.
            LOG.atDebug().addKeyValue("cause", e.getMessage()).log("passage not measured");
        }
    }

    /** Looks once. */
    synchronized void measure() throws SQLException {
        try (Connection connection = postgres.open("passage")) {
            Map<TopicPartition, Long> positions = new HashMap<>(log.judged());
            positions.putAll(offsets.all(connection));
            OffsetDateTime now = now(connection);
            passOver(positions);
            List<Map<TopicPartition, Long>> ends = log.legs();
            marks.addLast(new Mark(now, ends.get(0)));
            OffsetDateTime arrived = null;
            for (Mark mark : marks) {
                if (!mark.hasArrived(positions, ends)) {
                    break;
                }
                arrived = mark.at;
            }
            if (arrived != null) {
                OffsetDateTime last = arrived;
                marks.removeIf(mark -> !mark.at.isAfter(last));
                write(connection, last);
            }
            thin();
        }
    }

    /** The validator may stand before what holds no records for as long as no record comes after it. */
    private void passOver(Map<TopicPartition, Long> positions) {
        Mark oldest = marks.peekFirst();
        if (oldest != null && oldest.isJudgedLeg()) {
            Map<TopicPartition, Long> behind = new HashMap<>(oldest.ends);
            behind.entrySet().removeIf(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
            if (!behind.isEmpty()) {
                positions.putAll(log.withoutRecords(behind, positions));
            }
        }
    }

    /** By PostgreSQL's clock, which also says when a batch moved. */
    private static OffsetDateTime now(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select clock_timestamp()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class);
        }
    }

    private void write(Connection connection, OffsetDateTime at) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(passed)) {
            insert.setObject(1, at);
            insert.executeUpdate();
        }
    }

    private void thin() {
        if (marks.size() > MOST_MARKS) {
            boolean goes = false;
            for (Iterator<Mark> mark = marks.iterator(); mark.hasNext(); goes = !goes) {
                mark.next();
                if (goes) {
                    mark.remove();
                }
            }
        }
    }
}
