package dev.sluice.embedded;

import java.nio.file.Path;
import java.util.List;

/**
 * What shall run, and where.
 *
 * @param data everything that is written goes below this directory
 * @param kafkaPort 0 takes the port of the last run on this directory, or a free one
 * @param postgresPort the same
 * @param heap of the broker's JVM, as in {@code -Xmx}; most of its speed is the page cache's
 * @param programs where PostgreSQL's programs are unpacked once; test runs share one
 */
public record InfraSpec(
        Path data, boolean kafka, int kafkaPort, boolean postgres, int postgresPort, String heap, Path programs) {

    public InfraSpec {
        data = data.toAbsolutePath().normalize();
        programs = programs.toAbsolutePath().normalize();
        requirePort("Kafka", kafkaPort);
        requirePort("PostgreSQL", postgresPort);
        if (!heap.matches("[1-9][0-9]*[kmgKMG]")) {
            throw new IllegalArgumentException("the heap of the broker must be like 512m but is " + heap);
        }
    }

    public static InfraSpec in(Path data) {
        return new InfraSpec(data, true, 0, true, 0, "512m", data.resolve("programs"));
    }

    public InfraSpec withKafkaPort(int port) {
        return new InfraSpec(data, kafka, port, postgres, postgresPort, heap, programs);
    }

    public InfraSpec withPostgresPort(int port) {
        return new InfraSpec(data, kafka, kafkaPort, postgres, port, heap, programs);
    }

    public InfraSpec withoutKafka() {
        return new InfraSpec(data, false, kafkaPort, postgres, postgresPort, heap, programs);
    }

    public InfraSpec withoutPostgres() {
        return new InfraSpec(data, kafka, kafkaPort, false, postgresPort, heap, programs);
    }

    public InfraSpec withHeap(String size) {
        return new InfraSpec(data, kafka, kafkaPort, postgres, postgresPort, size, programs);
    }

    public InfraSpec withPrograms(Path directory) {
        return new InfraSpec(data, kafka, kafkaPort, postgres, postgresPort, heap, directory);
    }

    /** What the child JVM and the broker in it have to say. */
    Path log() {
        return data.resolve("logs").resolve("infra.log");
    }

    List<String> toArguments() {
        return List.of(
                data.toString(),
                kafka ? Integer.toString(kafkaPort) : "-",
                postgres ? Integer.toString(postgresPort) : "-",
                heap,
                programs.toString());
    }

    static InfraSpec ofArguments(List<String> arguments) {
        String kafkaPort = arguments.get(1);
        String postgresPort = arguments.get(2);
        return new InfraSpec(
                Path.of(arguments.get(0)),
                !kafkaPort.equals("-"),
                kafkaPort.equals("-") ? 0 : Integer.parseInt(kafkaPort),
                !postgresPort.equals("-"),
                postgresPort.equals("-") ? 0 : Integer.parseInt(postgresPort),
                arguments.get(3),
                Path.of(arguments.get(4)));
    }

    private static void requirePort(String what, int port) {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("the port of " + what + " must be 0 to 65535 but is " + port);
        }
    }
}
