package dev.sluice.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ValidatorIT {
    private static final String HIRED = "hired_employees";

    private final RealHouse house = RealHouse.fresh();
    private final Publisher publisher = new Publisher(house);

    @AfterEach
    void stop() {
        publisher.close();
        house.close();
    }

    @Test
    void employeeThatComesBeforeItsDepartmentOnAnotherPartitionIsReleased() {
        house.validate(Duration.ofMinutes(5));
        publisher.csv("jobs", 1, "Clerk");
        for (int id = 1; id <= 20; id++) {
            publisher.csv(HIRED, id, "Ada,2021-02-03T04:05:06Z,8,1");
        }
        publisher.flush();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(house.read(house.names().batches()))
                        .anyMatch(event -> text(event.value()).contains("\"waiting\":")));
        assertThat(house.read(house.names().valid(HIRED))).isEmpty();

        publisher.csv("departments", 8, "Late");
        publisher.flush();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(house.read(house.names().valid(HIRED))).hasSize(20));
        assertThat(house.read(house.names().deadLetter(HIRED))).isEmpty();
        assertThat(partitions(house.read(house.names().valid(HIRED)))).hasSizeGreaterThan(1);
    }

    @Test
    void rowWithoutAParentEndsAsADeadLetterSoonAfterItsGrace() {
        house.validate(Duration.ofMillis(100));
        publisher.csv(HIRED, 9, "Ada,2021-02-03T04:05:06Z,8,1");
        publisher.flush();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(house.read(house.names().deadLetter(HIRED)))
                        .singleElement()
                        .satisfies(dead -> assertThat(text(dead.headers()
                                        .lastHeader(Headers.REASONS)
                                        .value()))
                                .contains("missing-reference", "department_id", "job_id")));
        assertThat(house.read(house.names().valid(HIRED))).isEmpty();
    }

    @Test
    void misplacedRowsEndInThePartitionOfTheirKey() {
        house.validate(Duration.ofMinutes(5));
        for (int id = 1; id <= 30; id++) {
            publisher.csv("departments", 0, null, id + ",Sales", Map.of());
        }
        publisher.flush();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(house.read(house.names().valid("departments")))
                        .hasSize(30));
        Channel channel = house.channels().ofTable("departments").orElseThrow();
        assertThat(house.read(house.names().valid("departments")))
                .allSatisfy(row -> assertThat(row.partition()).isEqualTo(channel.partitionOf(row.key())));
    }

    private static List<Integer> partitions(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(ConsumerRecord::partition).distinct().toList();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
