package dev.sluice.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.contract.Contracts;
import dev.sluice.ledger.Postgres;
import dev.sluice.ledger.SystemSchema;
import dev.sluice.registry.RegistryClient;
import dev.sluice.topics.LogClients;
import dev.sluice.topics.Topics;
import dev.sluice.wire.Headers;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** However a sink thread is broken off, a micro-batch is stored whole or not at all, and no record is passed over. */
class BrokenThreadIT {
    private static final long HIRED_AT = 1_626_000_000_000_000L;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final House house = House.open();
    private final Publisher publisher = new Publisher(house);
    private final ConfigurableApplicationContext sink = house.startSink();
    private final SinkStatus status = sink.getBean(SinkStatus.class);

    @BeforeEach
    void rows() {
        publisher.commit(() -> {
            publisher.row("departments", 1, 1, "Sales");
            publisher.row("jobs", 7, 7, "Clerk");
            publisher.row("hired_employees", 10, 10, "Ann", HIRED_AT, 1, 7);
        });
        house.awaitRows("select id from %s", "hired_employees", "10");
        sink.getBean(Sink.class).stop();
    }

    @AfterEach
    void end() {
        publisher.close();
        house.close();
    }

    @Test
    void anErrorAfterTheRowsWereWrittenLeavesNothingOfTheMicroBatch() {
        List<String> offsets = house.rows("select sum(next_offset) from " + house.system("offsets"));
        publisher.header(Headers.BATCH, "b1").header(Headers.ROW, "1");
        publisher.commit(() -> {
            publisher.row("departments", 2, 2, "Law");
            publisher.removal("departments", 1);
        });

        // The removal is refused, and the row that stands can't be published.
        Sink broken = new Sink(1, loops()::loop);
        broken.start();
        await().atMost(PATIENCE).until(() -> status.problems().toString().contains("out of luck"));
        broken.stop();

        assertThat(house.rows("select id from " + house.table("departments"))).containsExactly("1");
        assertThat(house.rows("select sum(next_offset) from " + house.system("offsets")))
                .isEqualTo(offsets);
        sink.getBean(Sink.class).start();
        house.awaitSystemRows("select sum(stored), sum(dead) from %s", "batch_counts", "1,1");
        house.awaitRows("select id from %s order by id", "departments", "1", "2");
    }

    /** Their compensations fail with an error that nobody expects. */
    private SinkLoops loops() {
        return new SinkLoops(
                sink.getBean(SinkSettings.class),
                sink.getBean(SinkTables.class),
                sink.getBean(Postgres.class),
                sink.getBean(SystemSchema.class),
                sink.getBean(LogClients.class),
                sink.getBean(Topics.class).names(),
                new TopicIdentity(sink.getBean("sinkAdmin", Admin.class)),
                sink.getBean(Contracts.class),
                sink.getBean(RegistryClient.class),
                contract -> {
                    throw new OutOfMemoryError("out of luck");
                },
                status,
                sink.getBean(SinkMetrics.class));
    }

    @Test
    void aPartitionThatLostItsPlaceInMidFetchTakesNoRecordOfAnotherWithIt() throws InterruptedException {
        SinkLoops loops = sink.getBean(SinkLoops.class);
        MetadataWatch metadata = new MetadataWatch();
        AtomicBoolean lost = new AtomicBoolean();
        TopicPartition victim = new TopicPartition(house.topics().valid("jobs"), 0);
        SinkLoop loop = loops.loop(0, losing(loops.consumer(metadata), victim, lost), metadata);
        Thread worker = new Thread(loop, "sink-losing");
        worker.start();

        publisher.commit(() -> {
            for (int id = 2; id <= 40; id++) {
                publisher.row("departments", id, id, "d " + id);
            }
        });

        house.awaitRows("select count(*) from %s", "departments", "40");
        assertThat(lost).isTrue();
        loop.stop();
        worker.join();
    }

    /** As a fetch does that found one partition's offset gone: what other partitions had brought came with the call before. */
    @SuppressWarnings("unchecked")
    private static Consumer<byte[], byte[]> losing(
            Consumer<byte[], byte[]> consumer, TopicPartition victim, AtomicBoolean lost) {
        AtomicBoolean fetched = new AtomicBoolean();
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                BrokenThreadIT.class.getClassLoader(), new Class<?>[] {Consumer.class}, (proxy, method, arguments) -> {
                    boolean poll = method.getName().equals("poll");
                    if (poll && fetched.get() && lost.compareAndSet(false, true)) {
                        throw new OffsetOutOfRangeException(Map.of(victim, 0L));
                    }
                    try {
                        Object answer = method.invoke(consumer, arguments);
                        if (poll && !((ConsumerRecords<?, ?>) answer).isEmpty()) {
                            fetched.set(true);
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
