package dev.sluice.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RebalanceIT {
    private static final String HIRED = "hired_employees";
    private static final int KEYS = 3_000;
    private static final Duration LONG = Duration.ofSeconds(90);

    private final RealHouse house = RealHouse.fresh();
    private final Publisher publisher = new Publisher(house);

    @AfterEach
    void close() {
        publisher.close();
        house.close();
    }

    @Test
    void waitingRowsMoveWithTheirPartitionsAndKeepTheirOrder() {
        publisher.csv("jobs", 1, "Clerk");
        publisher.csv("departments", 1, "Sales");
        ValidatorInstance first = house.validate(Duration.ofMinutes(10));
        write(8, "first");
        awaitWaiting(KEYS);

        ValidatorInstance second = house.validate(Duration.ofMinutes(10));
        await().atMost(LONG).until(() -> second.state() == State.RUNNING && first.state() == State.RUNNING);
        write(1, "second");
        first.close();
        write(1, "third");
        publisher.csv("departments", 8, "Late");
        publisher.flush();

        await().atMost(LONG)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> Settlement.of(house, HIRED).assertSettled(3 * KEYS, 0));
        assertThat(writesByKey().values())
                .allSatisfy(writes -> assertThat(writes).containsExactly("first", "second", "third"));
    }

    private void write(int department, String name) {
        for (int id = 1; id <= KEYS; id++) {
            publisher.csv(HIRED, id, name + ",2021-02-03T04:05:06Z," + department + ",1");
        }
        publisher.flush();
    }

    private void awaitWaiting(long rows) {
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(Settlement.of(house, HIRED).told().stream()
                                .mapToLong(judged -> judged.waiting())
                                .sum())
                        .isEqualTo(rows));
    }

    private Map<String, List<String>> writesByKey() {
        Map<String, List<String>> writes = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> row : house.read(house.names().valid(HIRED))) {
            String avro = new String(row.value(), StandardCharsets.ISO_8859_1);
            String name = List.of("first", "second", "third").stream()
                    .filter(avro::contains)
                    .findFirst()
                    .orElseThrow();
            writes.computeIfAbsent(new String(row.key(), StandardCharsets.UTF_8), key -> new ArrayList<>())
                    .add(name);
        }
        return writes;
    }
}
