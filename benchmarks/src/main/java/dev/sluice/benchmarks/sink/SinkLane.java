package dev.sluice.benchmarks.sink;

import dev.sluice.benchmarks.Backends;
import dev.sluice.benchmarks.ChildService;
import dev.sluice.benchmarks.Database;
import dev.sluice.benchmarks.HiredRow;
import dev.sluice.benchmarks.PsqlCopy;
import dev.sluice.benchmarks.Rounds;
import dev.sluice.benchmarks.SinkWatch;
import dev.sluice.embedded.Endpoints;
import dev.sluice.platform.SluiceApplication;
import dev.sluice.reports.ReportsApp;
import dev.sluice.sink.SinkApp;
import dev.sluice.topics.TopicNames;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/** A tenant whose topics have so many partitions, and the sink with as many threads. */
final class SinkLane {
    private final Backends backends;
    private final Database database;
    private final PsqlCopy copy;
    private final int rows;
    private final int threads;
    private final String prefix;
    private final ValidRows valid;
    private final SinkWatch watch;
    private int version;

    SinkLane(Backends backends, PsqlCopy copy, int rows, int threads) {
        this.backends = backends;
        this.database = new Database(backends.endpoints());
        this.copy = copy;
        this.rows = rows;
        this.threads = threads;
        this.prefix = "bench" + threads + ".";
        this.valid = new ValidRows(backends.endpoints().bootstrapServers(), TopicNames.of(prefix), backends.registry());
        this.watch = new SinkWatch(database, prefix);
    }

    /** Makes topics, schemas and tables, and stores the parents. */
    void prepare() throws Exception {
        ConfigurableApplicationContext sink = run(SinkApp.class);
        try (sink) {
            valid.parents();
            watch.awaitRows("jobs", HiredRow.JOBS);
            watch.awaitRows("departments", HiredRow.DEPARTMENTS);
        }
    }

    ValidRows valid() {
        return valid;
    }

    /** @throws Exception also when the figures don't count: the table is not what it should be */
    void measure(Lines lines) throws Exception {
        ConfigurableApplicationContext sink = run(SinkApp.class, "--sluice.sink.threads=" + threads);
        try (sink) {
            watch.awaitClaims(TopicNames.of(prefix).valid("hired_employees"), threads);
            lines.sink(threads, "new rows", Rounds.of(rows, this::newRows));
            lines.sink(threads, "changed rows", Rounds.of(rows, () -> existingRows(version + 1)));
            lines.sink(threads, "identical rows", Rounds.of(rows, () -> existingRows(version)));
            ConfigurableApplicationContext reports = run(ReportsApp.class);
            try (reports) {
                watch.awaitReports();
                lines.sink(threads, "new rows, reports kept up to date", Rounds.of(rows, this::newRows));
            }
        }
    }

    private double newRows() throws Exception {
        database.execute("truncate " + hires());
        return seconds(0);
    }

    private double existingRows(int newVersion) throws Exception {
        database.execute("vacuum analyze " + hires());
        return seconds(newVersion);
    }

    private double seconds(int newVersion) throws Exception {
        version = newVersion;
        database.execute("checkpoint");
        long start = valid.hires(rows, version).nanos();
        watch.awaitOffsets(valid.endOffsets());
        double seconds = (System.nanoTime() - start) / 1e9;
        copy.requireEqual(hires(), version);
        return seconds;
    }

    private String hires() {
        return watch.table("hired_employees");
    }

    private ConfigurableApplicationContext run(Class<?> app, String... more) {
        Endpoints endpoints = backends.endpoints();
        List<String> arguments = new ArrayList<>(List.of(
                "--sluice.prefix=" + prefix,
                "--sluice.kafka.bootstrap-servers=" + endpoints.bootstrapServers(),
                "--sluice.postgres.url=" + endpoints.jdbcUrl(),
                "--sluice.postgres.user=" + endpoints.user(),
                "--sluice.postgres.password=" + endpoints.password(),
                "--sluice.registry.url=" + backends.registry(),
                "--sluice.topics.partitions=" + threads,
                "--sluice.admin.key=" + ChildService.KEY,
                "--server.port=0",
                "--management.server.port=0",
                "--logging.level.root=warn"));
        arguments.addAll(List.of(more));
        return SluiceApplication.run(app, arguments.toArray(String[]::new));
    }
}
