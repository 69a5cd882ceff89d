package dev.sluice.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.row.AvroOutput;
import dev.sluice.row.WriterSchemas;
import dev.sluice.wire.Framing;
import dev.sluice.wire.Headers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A grace of nothing: only what the horizon knows stands between a row and the dead letters. */
class HorizonIT {
    private static final String HIRED = "hired_employees";
    private static final String DEPARTMENTS = "departments";
    private static final int BACKLOG = 40_000;
    private static final int CHILDREN = 600;
    private static final int FIRST_SCHEMA = 1_000;
    private static final Duration LONG = Duration.ofSeconds(90);

    private final RealHouse house = RealHouse.fresh("sluice.kafka.properties.main.consumer.max.poll.records=200");
    private final Publisher publisher = new Publisher(house);
    private volatile boolean inAHurry;

    @AfterEach
    void close() {
        publisher.close();
        house.close();
    }

    @Test
    void neitherLagNorARebalanceMakesADeadLetter() {
        List<Integer> departments = departmentsOfOnePartition();
        int last = departments.get(BACKLOG - 1);
        publisher.csv("jobs", 1, "Clerk");
        IntStream.range(0, BACKLOG).forEach(i -> department(departments.get(i), FIRST_SCHEMA + i));
        hire(1, CHILDREN, last);

        house.validate(Duration.ZERO, this::find);
        awaitWaiting();
        house.validate(Duration.ZERO, this::find);
        await().atMost(LONG).until(() -> membersAtWork() == 4);
        hire(CHILDREN + 1, 2 * CHILDREN, last);
        assertThat(house.read(house.names().valid(DEPARTMENTS)))
                .as("the parent is behind the backlog still")
                .hasSizeLessThan(BACKLOG);
        inAHurry = true;

        awaitSettled(2 * CHILDREN, 0);
        assertThat(house.read(house.names().deadLetter(DEPARTMENTS))).isEmpty();
        hire(2 * CHILDREN + 1, 2 * CHILDREN + 1, -1);
        awaitSettled(2 * CHILDREN + 1, 1);
    }

    /** Their keys belong to one partition, so that the last one is judged after all others. */
    private List<Integer> departmentsOfOnePartition() {
        Channel channel = house.channels().ofTable(DEPARTMENTS).orElseThrow();
        return IntStream.iterate(1, id -> id + 1)
                .filter(id -> channel.partitionOf(Headers.bytes(String.valueOf(id))) == 0)
                .limit(BACKLOG)
                .boxed()
                .toList();
    }

    private void department(int id, int schema) {
        AvroOutput row = new AvroOutput();
        row.avroLong(id);
        row.avroBytes(Headers.bytes("Sales"), 0, 5);
        publisher.send(
                new ProducerRecord<>(house.names().raw(DEPARTMENTS), 0, null, Framing.frame(schema, row.toBytes())));
    }

    private void hire(int from, int to, int department) {
        IntStream.rangeClosed(from, to)
                .forEach(id -> publisher.csv(HIRED, id, "Ada,2021-02-03T04:05:06Z," + department + ",1"));
        publisher.flush();
    }

    /** Each row of the backlog has a schema of its own, which takes a while to be found until the test is in a hurry. */
    private WriterSchemas.Lookup find(int id) {
        if (!inAHurry) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        return new WriterSchemas.Found(House.contracts().get(DEPARTMENTS).schema());
    }

    private void awaitWaiting() {
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> Settlement.of(house, HIRED).told().stream()
                                .mapToLong(judged -> judged.waiting())
                                .sum()
                        > 0);
    }

    private void awaitSettled(int rows, int dead) {
        await().atMost(LONG)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> Settlement.of(house, HIRED).assertSettled(rows, dead));
    }

    /** Stream threads of both instances that have something to judge. */
    private long membersAtWork() throws ExecutionException, InterruptedException {
        ValidatorSettings settings = RealHouse.settings(Duration.ZERO, house.stateDirectory());
        String group = StreamsProperties.of(house.clients(), settings, house.channels())
                .getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
        try (Admin admin = house.clients().admin("test")) {
            return Objects.requireNonNull(admin.describeConsumerGroups(List.of(group))
                            .describedGroups()
                            .get(group))
                    .get()
                    .members()
                    .stream()
                    .map(MemberDescription::assignment)
                    .filter(assignment -> !assignment.topicPartitions().isEmpty())
                    .count();
        }
    }
}
