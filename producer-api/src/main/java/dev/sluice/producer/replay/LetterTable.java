package dev.sluice.producer.replay;

import dev.sluice.letters.Conditions;
import dev.sluice.letters.KnownShapes;
import dev.sluice.letters.LetterFilter;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Letters in the ledger: found, and held while their rows are on their way. */
final class LetterTable {
    /** What a page may hold, so that large rows don't fill the memory; one letter is always in it. */
    private static final int MOST_BYTES = 4 << 20;

    private static final String ONE = "select %2$s from %1$s d where d.id = :id";

    private static final String COUNT = "select table_name, count(*) as letters from %1$s%2$s group by 1";

    private static final String PAGE = """
            select * from (
              select %2$s, sum(coalesce(octet_length(d.payload), 0)) over (
                order by d.created_at, d.raw_topic, d.raw_partition, d.raw_offset, d.id
                rows between unbounded preceding and 1 preceding) as before
              from (select * from %1$s%3$s
                    order by created_at, raw_topic, raw_partition, raw_offset, id limit :limit) d) p
            where before is null or before < :bytes
            order by created_at, raw_topic, raw_partition, raw_offset, id
            """;

    private static final String AFTER = """
            created_at >= :time and (created_at, raw_topic, raw_partition, raw_offset, id)
              > (:time, :topic, :partition, :offset, :id)
            """;

    /** A letter that was given up and is sent all the same is open again, and so is the row that it stands for. */
    private static final String CLAIM = """
            with taken as (
              select id, state, coalesce(first_letter, id) as root from %1$s
              where id = any (:ids) and state in ('open', 'parked', 'discarded')
                and (replay is null or replay = :replay or replay_until < now())
              order by id for no key update),
            reopened as (
              update %1$s d set state = 'replaced', state_reason = null
              where d.state = 'discarded' and d.next_letter is not null
                and coalesce(d.first_letter, d.id) in (select root from taken where state = 'discarded'))
            update %1$s d
            set replay = :replay, replay_until = now() + :millis * interval '1 ms',
                state = case d.state when 'discarded' then 'open' else d.state end,
                state_reason = case d.state when 'discarded' then null else d.state_reason end
            from taken where d.id = taken.id
            returning d.id
            """;

    private static final String RENAME = """
            update %1$s set replay = :batch, replay_until = now() + :millis * interval '1 ms'
            where id = any (:ids) and replay = :replay
            """;

    private static final String RELEASE_THESE = """
            update %1$s set replay = null, replay_until = null
            where id = any (:ids) and replay = :replay and state in ('open', 'parked')
            """;

    private static final String RELEASE = """
            update %1$s set replay = null, replay_until = null
            where replay = :replay and created_at >= :time and state in ('open', 'parked')
              and (created_at, raw_topic, raw_partition, raw_offset, id) > (:time, :topic, :partition, :offset, :id)
            """;

    private final JdbcClient database;
    private final String schema;
    private final String letters;
    private final LetterReader reader = new LetterReader();

    /** @param schema the system schema, quoted */
    LetterTable(JdbcClient database, String schema) {
        this.database = database;
        this.schema = schema;
        this.letters = schema + ".dead_letters";
    }

    Optional<Letter> find(UUID id) {
        return database.sql(ONE.formatted(letters, LetterReader.COLUMNS))
                .param("id", id)
                .query(reader)
                .optional();
    }

    /** How many match, by table. */
    Map<String, Long> count(LetterFilter filter) {
        Conditions conditions = conditions(filter);
        Map<String, Long> tables = new TreeMap<>();
        database.sql(COUNT.formatted(letters, conditions.where()))
                .params(conditions.values())
                .query((row, number) -> Map.entry(row.getString(1), row.getLong(2)))
                .list()
                .forEach(table -> tables.put(table.getKey(), table.getValue()));
        return tables;
    }

    /** The next of those that match and were there at a time. */
    List<Letter> page(LetterFilter filter, @Nullable Place after, Instant until, int limit) {
        Conditions conditions = conditions(filter).and("created_at <= :until", Map.of("until", bound(until)));
        if (after != null) {
            conditions.and(AFTER, values(after));
        }
        return database.sql(PAGE.formatted(letters, LetterReader.COLUMNS, conditions.where()))
                .params(conditions.values())
                .param("limit", limit)
                .param("bytes", MOST_BYTES)
                .query(reader)
                .list();
    }

    /** Takes letters for a replay; answers those that nobody else has, and that are not settled. */
    Set<UUID> claim(Collection<UUID> ids, String replay, Duration time) {
        return new HashSet<>(database.sql(CLAIM.formatted(letters))
                .param("ids", ids.toArray(UUID[]::new))
                .param("replay", replay)
                .param("millis", time.toMillis())
                .query((row, number) -> row.getObject(1, UUID.class))
                .list());
    }

    /** Goes on holding letters under another name, as far as they are not settled yet. */
    void rename(Collection<UUID> ids, String replay, String batch, Duration time) {
        database.sql(RENAME.formatted(letters))
                .param("ids", ids.toArray(UUID[]::new))
                .param("replay", replay)
                .param("batch", batch)
                .param("millis", time.toMillis())
                .update();
    }

    /** Lets go of some that were taken and won't be sent. */
    void release(Collection<UUID> ids, String replay) {
        database.sql(RELEASE_THESE.formatted(letters))
                .param("ids", ids.toArray(UUID[]::new))
                .param("replay", replay)
                .update();
    }

    /** Lets go of those behind a place, which were taken and never sent. */
    void release(String replay, Place after) {
        database.sql(RELEASE.formatted(letters))
                .param("replay", replay)
                .params(values(after))
                .update();
    }

    Conditions conditions(LetterFilter filter) {
        return KnownShapes.conditions(filter, database, schema);
    }

    private static Map<String, Object> values(Place place) {
        return Map.of(
                "time",
                bound(place.time()),
                "topic",
                place.topic(),
                "partition",
                place.partition(),
                "offset",
                place.offset(),
                "id",
                place.id());
    }

    private static OffsetDateTime bound(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
