package dev.sluice.benchmarks.sink;

import dev.sluice.benchmarks.HiredRow;
import dev.sluice.benchmarks.PsqlCopy;
import dev.sluice.benchmarks.SinkWatch;
import dev.sluice.embedded.Endpoints;
import dev.sluice.embedded.InfraProcess;
import dev.sluice.embedded.InfraSpec;
import dev.sluice.embedded.registry.RegistryServer;
import dev.sluice.embedded.registry.RegistrySettings;
import dev.sluice.embedded.registry.SchemaRegistry;
import dev.sluice.platform.SluiceApplication;
import dev.sluice.sink.SinkApp;
import dev.sluice.topics.TopicNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * How fast rows of the valid topic get into their table, against {@code psql \copy} of the same rows into the same table
 * of the same server, constraints on. The sink keeps its offsets and its ledger meanwhile. A figure counts only after the
 * two tables were found equal.
 */
public final class SinkBenchmark {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final InfraProcess infra;
    private final RegistryServer registry;
    private final int rows;

    private SinkBenchmark(InfraProcess infra, RegistryServer registry, int rows) {
        this.infra = infra;
        this.registry = registry;
        this.rows = rows;
    }

    public static void main(String[] args) throws Exception {
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        Path data = Files.createTempDirectory("sluice-benchmark-");
        System.out.println("| way | rows/s | of \\\\copy |");
        System.out.println("|---|---|---|");
        try (InfraProcess infra = InfraProcess.start(InfraSpec.in(data).withHeap("1g"));
                RegistryServer registry = registry(infra.endpoints().bootstrapServers())) {
            SinkBenchmark benchmark = new SinkBenchmark(infra, registry, rows);
            PsqlCopy copy = new PsqlCopy(infra.endpoints(), data, rows);
            double baseline = copy.rowsPerSecond();
            System.out.printf(Locale.ROOT, "| psql \\copy | %,.0f | 1.0 |%n", baseline);
            for (int threads : List.of(1, 4)) {
                benchmark.run(threads, copy, baseline);
            }
        }
    }

    private static RegistryServer registry(String bootstrapServers) throws Exception {
        return RegistryServer.start(
                SchemaRegistry.open(new RegistrySettings(
                        bootstrapServers, "_schemas", (short) 1, Duration.ofSeconds(10), Map.of())),
                0);
    }

    private void run(int threads, PsqlCopy copy, double baseline) throws Exception {
        String prefix = "bench" + threads + ".";
        ValidRows valid = new ValidRows(infra.endpoints().bootstrapServers(), TopicNames.of(prefix), registry.url());
        SinkWatch watch = new SinkWatch(infra.endpoints(), prefix, LONGEST);
        // Topics, schemas and tables are made, parents are stored.
        ConfigurableApplicationContext first = sink(prefix, threads);
        valid.parents();
        watch.awaitRows("jobs", HiredRow.JOBS);
        first.close();
        measure("new rows", 0, threads, copy, baseline, valid, watch, prefix);
        measure("changed rows", 1, threads, copy, baseline, valid, watch, prefix);
        measure("identical rows", 1, threads, copy, baseline, valid, watch, prefix);
    }

    private void measure(
            String what,
            int version,
            int threads,
            PsqlCopy copy,
            double baseline,
            ValidRows valid,
            SinkWatch watch,
            String prefix)
            throws Exception {
        watch.vacuum();
        ConfigurableApplicationContext running = sink(prefix, threads);
        watch.awaitClaims(TopicNames.of(prefix).valid("hired_employees"), threads);
        long[] start = new long[1];
        valid.hires(rows, version, () -> start[0] = System.nanoTime());
        watch.awaitOffsets(valid.endOffsets());
        double rate = rows / ((System.nanoTime() - start[0]) / 1e9);
        running.close();
        copy.requireEqual(watch.table("hired_employees"), version);
        System.out.printf(
                Locale.ROOT,
                "| sink, %d partition%s and as many threads, %s | %,.0f | %.1f |%n",
                threads,
                threads == 1 ? "" : "s",
                what,
                rate,
                rate / baseline);
    }

    private ConfigurableApplicationContext sink(String prefix, int threads) {
        Endpoints endpoints = infra.endpoints();
        List<String> arguments = new ArrayList<>(List.of(
                "--sluice.prefix=" + prefix,
                "--sluice.kafka.bootstrap-servers=" + endpoints.bootstrapServers(),
                "--sluice.postgres.url=" + endpoints.jdbcUrl(),
                "--sluice.postgres.user=" + endpoints.user(),
                "--sluice.postgres.password=" + endpoints.password(),
                "--sluice.registry.url=" + registry.url(),
                "--sluice.topics.partitions=" + threads,
                "--sluice.sink.threads=" + threads,
                "--server.port=0",
                "--management.server.port=0",
                "--logging.level.root=warn"));
        return SluiceApplication.run(SinkApp.class, arguments.toArray(String[]::new));
    }
}
