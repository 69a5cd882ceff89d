package dev.sluice.reports.desk;

import dev.sluice.contract.SqlName;
import dev.sluice.letters.Conditions;
import dev.sluice.letters.KnownShapes;
import dev.sluice.letters.LetterFilter;
import dev.sluice.reports.reads.Reads;
import dev.sluice.reports.reads.Schemas;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds letters: each way of asking stays fast among a million. */
final class Letters {

    /** Up to so many matches are sorted; with more of them, walking back in time meets a page of them soon. */
    private static final int FEW = 20_000;

    private static final int FETCHED_AT_ONCE = 500;

    /** Materialized, so that the planner takes the index of the condition and not that of the order. */
    private static final String FEW_MATCHES = """
            with few as materialized (select id, created_at from {sluice}.dead_letters%s limit %d)
            select id, count(*) over () as matches from few order by created_at desc, id desc limit :limit
            """;

    private static final String MATCHES =
            "select id from {sluice}.dead_letters%s order by created_at desc, id desc limit :limit";

    private static final String BY_IDS =
            "select * from {sluice}.dead_letters where id in (:ids) order by created_at desc, id desc";

    private static final String PLACE = "select created_at from {sluice}.dead_letters where id = :id";

    private static final String ONE = "select * from {sluice}.dead_letters where id = :id";

    private static final String ATTEMPTS = """
            select * from {sluice}.dead_letters where id = :first
            union all
            select * from {sluice}.dead_letters where first_letter = :first order by attempt, created_at, id
            """;

    /** In the order of the log, in which they have to come back. */
    private static final String IN_ORDER =
            "select * from {sluice}.dead_letters%s order by batch_id, row_number, created_at, raw_partition, raw_offset";

    private final Reads reads;
    private final Schemas schemas;
    private final LetterReader reader = new LetterReader();

    Letters(Reads reads, Schemas schemas) {
        this.reads = reads;
        this.schemas = schemas;
    }

    /** A page, newest first, behind a letter or from the start. */
    List<Letter> page(LetterFilter filter, Optional<UUID> after, int limit) {
        return reads.snapshot(snapshot -> {
            Conditions conditions = conditions(filter, snapshot);
            if (after.isPresent()) {
                UUID id = after.get();
                Optional<Instant> time = snapshot.sql(schemas.in(PLACE))
                        .param("id", id)
                        .query(OffsetDateTime.class)
                        .optional()
                        .map(OffsetDateTime::toInstant);
                if (time.isEmpty()) {
                    return List.of();
                }
                conditions.after(time.get(), id);
            }
            List<UUID> ids = ids(conditions, filter.selective(), limit, snapshot);
            return ids.isEmpty()
                    ? List.of()
                    : snapshot.sql(schemas.in(BY_IDS))
                            .param("ids", ids)
                            .query(reader)
                            .list();
        });
    }

    Optional<Letter> one(UUID id) {
        return reads.client().sql(schemas.in(ONE)).param("id", id).query(reader).optional();
    }

    /** The letters of the row, this one among them, in the order of its attempts. */
    List<Letter> attempts(Letter letter) {
        List<Letter> attempts = reads.client()
                .sql(schemas.in(ATTEMPTS))
                .param("first", letter.firstLetter() == null ? letter.id() : letter.firstLetter())
                .query(reader)
                .list();
        return attempts.isEmpty() ? List.of(letter) : attempts;
    }

    /** All matches, in the order in which their rows came, without holding them all. */
    void each(LetterFilter filter, Consumer<Letter> consumer) {
        reads.snapshot(snapshot -> {
            Conditions conditions = conditions(filter, snapshot);
            NamedParameterJdbcTemplate template = new NamedParameterJdbcTemplate(reads.dataSource());
            template.getJdbcTemplate().setFetchSize(FETCHED_AT_ONCE);
            RowCallbackHandler each = row -> consumer.accept(reader.mapRow(row, 0));
            template.query(schemas.in(IN_ORDER.formatted(conditions.where())), conditions.values(), each);
            return filter;
        });
    }

    private Conditions conditions(LetterFilter filter, JdbcClient snapshot) {
        return KnownShapes.conditions(filter, snapshot, SqlName.quoted(schemas.system()));
    }

    private List<UUID> ids(Conditions conditions, boolean selective, int limit, JdbcClient snapshot) {
        if (selective) {
            List<Map.Entry<UUID, Long>> few = snapshot.sql(
                            schemas.in(FEW_MATCHES.formatted(conditions.where(), FEW + 1)))
                    .params(conditions.values())
                    .param("limit", limit)
                    .query((row, number) -> Map.entry(row.getObject("id", UUID.class), row.getLong("matches")))
                    .list();
            if (few.isEmpty() || few.get(0).getValue() <= FEW) {
                return few.stream().map(Map.Entry::getKey).toList();
            }
        }
        return snapshot.sql(schemas.in(MATCHES.formatted(conditions.where())))
                .params(conditions.values())
                .param("limit", limit)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }
}
