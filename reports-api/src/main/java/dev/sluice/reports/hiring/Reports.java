package dev.sluice.reports.hiring;

import dev.sluice.reports.reads.Reads;
import dev.sluice.reports.reads.Schemas;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All reports, each read at one instant together with the version that it belongs to. */
final class Reports {

    /** Reading the version touches one row and those that no fold has reached. */
    private static final String VERSION = """
            select v.epoch, v.folded + d.deltas as number, greatest(v.at, d.at) as at, v.ready
            from {sluice}.hires_version as v
            cross join (select count(*) as deltas, max(at) as at from {sluice}.hires_deltas) as d
            """;

    private final Reads reads;
    private final Schemas schemas;
    private final List<Report> reports;

    Reports(Reads reads, Schemas schemas) {
        this.reads = reads;
        this.schemas = schemas;
        this.reports = List.of(new HiresByQuarter(schemas), new DepartmentsAboveMean(schemas));
    }

    List<Report> all() {
        return reports;
    }

    Optional<Report> find(String name) {
        return reports.stream().filter(report -> report.name().equals(name)).findFirst();
    }

    /**
     * @param known whether the client has the answer of this version already
     * @param recent the answer of this version, if it is at hand; the report is read only where neither helps
     */
    Outcome read(
            Report report,
            int year,
            Predicate<ReportVersion> known,
            Function<ReportVersion, Optional<ReportText>> recent) {
        return reads.<Outcome>snapshot(snapshot -> {
            ReportVersion version = version(snapshot);
            if (!version.ready() && tablesThere(snapshot)) {
                return new Outcome.NotYet();
            }
            if (known.test(version)) {
                return new Outcome.Unchanged(version);
            }
            Optional<ReportText> text = recent.apply(version);
            if (text.isPresent()) {
                return new Outcome.Recent(version, text.get());
            }
            return new Outcome.Read(version, version.ready() ? report.of(year, snapshot) : report.empty());
        });
    }

    private boolean tablesThere(JdbcClient snapshot) {
        return snapshot.sql(schemas.in(RollupTriggers.TABLES_THERE))
                .query(Boolean.class)
                .single();
    }

    private ReportVersion version(JdbcClient snapshot) {
        return snapshot.sql(schemas.in(VERSION))
                .query((row, number) -> new ReportVersion(
                        row.getObject("epoch", UUID.class),
                        row.getLong("number"),
                        instant(row.getObject("at", OffsetDateTime.class)),
                        row.getBoolean("ready")))
                .single();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    /** What became of a reading. */
    sealed interface Outcome {
        record Read(ReportVersion version, Report.Answer answer) implements Outcome {}

        record Recent(ReportVersion version, ReportText text) implements Outcome {}

        record Unchanged(ReportVersion version) implements Outcome {}

        /** The tables are there and not yet counted: it takes the first round of the rollup's thread. */
        record NotYet() implements Outcome {}
    }
}
