package dev.sluice.testkit;

import java.util.Map;
import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The official images. Testcontainers' reaper ends them with the JVM, killed or not. */
final class ContainerBackends {
    private static final String POSTGRES_IMAGE = "postgres:18";

    private ContainerBackends() {}

    static boolean dockerAnswers() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    @SuppressWarnings("resource") // ended by the reaper
    static Backends start() {
        KafkaContainer kafka = new KafkaContainer("apache/kafka:" + AppInfoParser.getVersion())
                .withEnv(Map.of(
                        "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false",
                        "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0",
                        "KAFKA_TRANSACTION_ABORT_TIMED_OUT_TRANSACTION_CLEANUP_INTERVAL_MS", "1000"));
        PostgreSQLContainer postgres =
                new PostgreSQLContainer(POSTGRES_IMAGE).withCommand("postgres", "-c", "random_page_cost=1.1");
        kafka.start();
        postgres.start();
        String url = postgres.getJdbcUrl();
        int options = url.indexOf('?');
        return new Backends(
                kafka.getBootstrapServers(),
                new Database(
                        options < 0 ? url : url.substring(0, options), postgres.getUsername(), postgres.getPassword()));
    }
}
