package dev.sluice.validator;

import static org.awaitility.Awaitility.await;

import dev.sluice.testkit.Backends;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashIT {
    private static final String HIRED = "hired_employees";
    private static final int ROWS = 60_000;
    private static final int EVERY_NTH_IS_BAD = 100;
    private static final int EVERY_NTH_IS_EARLY = 70;
    private static final int CRASHES = 3;

    private final RealHouse house = RealHouse.fresh();
    private final Admin admin = house.clients().admin("crash");

    @AfterEach
    void close() {
        admin.close();
        house.close();
    }

    @Test
    void killInMidTransactionLosesNoRowAndDoublesNone(@TempDir Path stateDir) throws Exception {
        try (Publisher publisher = new Publisher(house)) {
            publisher.csv("departments", 1, "Sales");
            publisher.csv("jobs", 1, "Clerk");
            publisher.flush();
            int published = 0;
            for (int crash = 0; crash <= CRASHES; crash++) {
                long before = end(IsolationLevel.READ_COMMITTED);
                Process validator = fork(stateDir);
                published = publish(publisher, published, ROWS / (CRASHES + 1));
                if (crash < CRASHES) {
                    // The open transaction must be this process's own, not one that the last kill left behind.
                    await().atMost(Duration.ofSeconds(90)).until(() -> end(IsolationLevel.READ_COMMITTED) > before);
                    await().atMost(Duration.ofSeconds(90))
                            .pollInterval(Duration.ofMillis(1))
                            .until(this::isInMidTransaction);
                    validator.destroyForcibly().waitFor();
                } else {
                    publisher.csv("departments", 2, "Late");
                    publisher.flush();
                    await().atMost(Duration.ofSeconds(120))
                            .pollInterval(Duration.ofSeconds(1))
                            .untilAsserted(
                                    () -> Settlement.of(house, HIRED).assertSettled(ROWS, ROWS / EVERY_NTH_IS_BAD));
                    validator.destroyForcibly().waitFor();
                }
            }
        }
    }

    private static int publish(Publisher publisher, int from, int rows) {
        for (int id = from + 1; id <= from + rows; id++) {
            int department = id % EVERY_NTH_IS_EARLY == 0 ? 2 : 1;
            String name = id % EVERY_NTH_IS_BAD == 0 ? "" : "Ada";
            publisher.csv(HIRED, id, name + ",2021-02-03T04:05:06Z," + department + ",1");
        }
        publisher.flush();
        return from + rows;
    }

    /** Whether there are valid rows that are written and not yet committed. */
    private boolean isInMidTransaction() throws ExecutionException, InterruptedException {
        return end(IsolationLevel.READ_UNCOMMITTED) > end(IsolationLevel.READ_COMMITTED);
    }

    private long end(IsolationLevel isolation) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> partitions = IntStream.range(0, 6)
                .mapToObj(partition -> new TopicPartition(house.names().valid(HIRED), partition))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return admin.listOffsets(partitions, new ListOffsetsOptions(isolation)).all().get().values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }

    private Process fork(Path stateDir) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ForkedValidator.class.getName(),
                        Backends.shared().bootstrapServers(),
                        house.prefix(),
                        stateDir.toString())
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
