package dev.sluice.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.wire.BatchEvent.Accepted;
import dev.sluice.wire.BatchEvent.Share;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Rows that are still on their way behind a backlog are no alarm, however long it takes. */
class PassageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final House house = House.open();
    private final Publisher publisher = new Publisher(house);
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", house.bootstrapServers()));
    private final ConfigurableApplicationContext sink = house.startSink();
    private final PassageWatch watch = sink.getBean(PassageWatch.class);
    private final ConservationCheck check = sink.getBean(ConservationCheck.class);

    @AfterEach
    void end() {
        admin.close();
        publisher.close();
        house.close();
    }

    @Test
    void aBatchIsLookedAtOnceTheValidatorHasPassedWhatWasThere() throws Exception {
        awaitPassed(now());
        publisher.commit(() -> {
            publisher.send(house.topics().raw("departments"), 1, new byte[] {1});
            publisher.event(new Accepted("b", Map.of("departments", Share.ofRows(1, 1)), "json", "k", Instant.EPOCH));
        });
        house.awaitSystemRows("select count(*) from %s where accepted_at is not null", "batches", "1");
        String sent = now();
        // As though the row had waited for minutes: nothing moved, and nothing was passed since it came.
        measure();
        house.execute("update " + house.system("log_passed") + " set at = now() - interval '5 min'");
        restBefore(sent);

        measure();
        assertThat(passedSince(sent)).isFalse();
        assertThat(check.count()).as("while its row waits to be judged").isZero();

        judgeEverything();
        awaitPassed(sent);
        restBefore(sent);
        assertThat(check.count())
                .as("once it was passed, and nothing came of it")
                .isEqualTo(1);
    }

    @Test
    void whatWasAbortedIsPassedAlthoughNobodyCommitsIt() throws SQLException {
        publisher.abort(() -> publisher.send(house.topics().raw("departments"), 1, new byte[] {1}));

        awaitPassed(now());
    }

    private void measure() throws SQLException {
        watch.measure();
        watch.measure();
    }

    private void awaitPassed(String moment) {
        await().atMost(PATIENCE).until(() -> {
            watch.measure();
            return passedSince(moment);
        });
    }

    private boolean passedSince(String moment) {
        return house.rows("select count(*) from " + house.system("log_passed") + " where at > timestamptz '" + moment
                        + "'")
                .equals(List.of("1"));
    }

    private String now() {
        return house.rows("select clock_timestamp()").get(0);
    }

    /** As though nothing had moved in any batch since two minutes before this moment. */
    private void restBefore(String moment) {
        String before = " = timestamptz '" + moment + "' - interval '2 min'";
        house.execute("update " + house.system("batches") + " set last_seen" + before);
        house.execute("update " + house.system("batch_counts") + " set counted_at" + before);
    }

    /** Commits for the validator that it has read all there is. */
    private void judgeEverything() throws ExecutionException, InterruptedException {
        String topic = house.topics().raw("departments");
        TopicDescription description = Objects.requireNonNull(
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        description
                .partitions()
                .forEach(partition ->
                        question.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        admin.listOffsets(question)
                .all()
                .get()
                .forEach((partition, end) -> offsets.put(partition, new OffsetAndMetadata(end.offset())));
        admin.alterConsumerGroupOffsets(topic.replace("departments.raw", "sluice.validator"), offsets)
                .all()
                .get();
    }
}
