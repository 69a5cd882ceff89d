package dev.sluice.embedded;

import java.nio.file.Path;
import java.util.List;

/**
 * What shall run, and where.
 *
 * @param data everything that is written goes below this directory
 * @param kafkaPort 0 takes the port of the last run on this directory, or a free one
 * @param advertisedKafkaPort where clients are sent, when something stands between; 0 for {@code kafkaPort}
 * @param postgresPort as {@code kafkaPort}
 * @param heap of the broker's JVM, as in {@code -Xmx}; most of its speed is the page cache's
 * @param programs where PostgreSQL's programs are unpacked once; test runs share one
 */
public record InfraSpec(
        Path data,
        boolean kafka,
        int kafkaPort,
        int advertisedKafkaPort,
        boolean postgres,
        int postgresPort,
        String heap,
        Path programs) {
    private static final String OFF = "off";

    public InfraSpec {
        data = data.toAbsolutePath().normalize();
        programs = programs.toAbsolutePath().normalize();
        requirePort("Kafka", kafkaPort);
        requirePort("Kafka's clients", advertisedKafkaPort);
        requirePort("PostgreSQL", postgresPort);
        if (!heap.matches("[1-9][0-9]*[kmgKMG]")) {
            throw new IllegalArgumentException("the heap of the broker must be like 512m but is " + heap);
        }
    }

    public static InfraSpec in(Path data) {
        return new InfraSpec(data, true, 0, 0, true, 0, "512m", data.resolve("programs"));
    }

    public InfraSpec withKafkaPort(int port) {
        return new InfraSpec(data, kafka, port, advertisedKafkaPort, postgres, postgresPort, heap, programs);
    }

    public InfraSpec withAdvertisedKafkaPort(int port) {
        return new InfraSpec(data, kafka, kafkaPort, port, postgres, postgresPort, heap, programs);
    }

    public InfraSpec withPostgresPort(int port) {
        return new InfraSpec(data, kafka, kafkaPort, advertisedKafkaPort, postgres, port, heap, programs);
    }

    public InfraSpec withoutKafka() {
        return new InfraSpec(data, false, kafkaPort, advertisedKafkaPort, postgres, postgresPort, heap, programs);
    }

    public InfraSpec withoutPostgres() {
        return new InfraSpec(data, kafka, kafkaPort, advertisedKafkaPort, false, postgresPort, heap, programs);
    }

    public InfraSpec withHeap(String size) {
        return new InfraSpec(data, kafka, kafkaPort, advertisedKafkaPort, postgres, postgresPort, size, programs);
    }

    public InfraSpec withPrograms(Path directory) {
        return new InfraSpec(data, kafka, kafkaPort, advertisedKafkaPort, postgres, postgresPort, heap, directory);
    }

    /** What the child JVM and the broker in it have to say. */
    Path log() {
        return data.resolve("logs").resolve("infra.log");
    }

    List<String> toArguments() {
        return List.of(
                "data=" + data,
                "kafka=" + (kafka ? kafkaPort : OFF),
                "advertised=" + advertisedKafkaPort,
                "postgres=" + (postgres ? postgresPort : OFF),
                "heap=" + heap,
                "programs=" + programs);
    }

    static InfraSpec ofArguments(List<String> arguments) {
        List<String> values = arguments.stream()
                .map(argument -> argument.substring(argument.indexOf('=') + 1))
                .toList();
        return new InfraSpec(
                Path.of(values.get(0)),
                !values.get(1).equals(OFF),
                portOrOff(values.get(1)),
                Integer.parseInt(values.get(2)),
                !values.get(3).equals(OFF),
                portOrOff(values.get(3)),
                values.get(4),
                Path.of(values.get(5)));
    }

    private static int portOrOff(String value) {
        return value.equals(OFF) ? 0 : Integer.parseInt(value);
    }

    private static void requirePort(String what, int port) {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("the port of " + what + " must be 0 to 65535 but is " + port);
        }
    }
}
