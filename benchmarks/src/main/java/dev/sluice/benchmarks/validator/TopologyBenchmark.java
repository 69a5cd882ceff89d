package dev.sluice.benchmarks.validator;

import dev.sluice.benchmarks.TemporaryFolder;
import dev.sluice.embedded.InfraProcess;
import dev.sluice.embedded.InfraSpec;
import dev.sluice.embedded.registry.RegistryServer;
import dev.sluice.embedded.registry.RegistrySettings;
import dev.sluice.embedded.registry.SchemaRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Raw → valid, exactly once, against an identity topology of Kafka Streams that copies the same records from the same
 * topic, exactly once, with the same settings and as many threads, on the same broker. The two take turns;
 * a first turn of both is for warming up.
 *
 * <pre>java -cp 'benchmarks/target/benchmarks.jar:benchmarks/target/lib/*' dev.sluice.benchmarks.TopologyBenchmark \
 *     [rows=4000000] [rounds=3] [threads=2] [format=csv|json]</pre>
 */
public final class TopologyBenchmark {
    private final House house;
    private final long rows;
    private final int rounds;
    private final int threads;
    private final String format;

    private TopologyBenchmark(House house, Map<String, String> options) {
        this.house = house;
        this.rows = Long.parseLong(options.getOrDefault("rows", "4000000"));
        this.rounds = Integer.parseInt(options.getOrDefault("rounds", "3"));
        this.threads = Integer.parseInt(options.getOrDefault("threads", "2"));
        this.format = options.getOrDefault("format", "csv");
    }

    public static void main(String[] arguments) throws IOException {
        Map<String, String> options = new HashMap<>();
        for (String argument : arguments) {
            String[] option = argument.split("=", 2);
            options.put(option[0], option[1]);
        }
        try (TemporaryFolder data = TemporaryFolder.create();
                InfraProcess infra = InfraProcess.start(
                        InfraSpec.in(data.path()).withoutPostgres().withHeap("1g"));
                RegistryServer registry = registry(infra)) {
            String bootstrapServers = infra.endpoints().bootstrapServers();
            new TopologyBenchmark(new House(bootstrapServers, registry.url(), data.path()), options).run();
        }
        System.exit(0);
    }

    private static RegistryServer registry(InfraProcess infra) throws IOException {
        String bootstrapServers = infra.endpoints().bootstrapServers();
        return RegistryServer.start(SchemaRegistry.open(RegistrySettings.of(bootstrapServers)), 0);
    }

    private void run() {
        System.out.printf("%,d rows of hired_employees as %s, %d stream threads%n", rows, format, threads);
        double[] ratios = new double[rounds];
        ratio("warm-up");
        for (int round = 0; round < rounds; round++) {
            ratios[round] = ratio("round " + (round + 1));
        }
        Arrays.sort(ratios);
        System.out.printf("median %.1f %%%n", 100 * ratios[rounds / 2]);
    }

    private double ratio(String round) {
        try (HiringLog log = HiringLog.fill(house, round.replace(' ', '-') + "-", format, rows)) {
            double identity = IdentityRun.rowsPerSecond(log, threads);
            double validator = ValidatorRun.rowsPerSecond(log, threads);
            System.out.printf(
                    "%s: identity %,.0f rows/s, validator %,.0f rows/s: %.1f %%%n",
                    round, identity, validator, 100 * validator / identity);
            return validator / identity;
        }
    }

    /** Where everything runs. */
    record House(String bootstrapServers, java.net.URI registry, Path data) {}
}
