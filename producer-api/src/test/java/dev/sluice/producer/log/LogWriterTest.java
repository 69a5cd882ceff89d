package dev.sluice.producer.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogWriterTest {
    private final Kafka kafka = new Kafka();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LogWriter log =
            new LogWriter(List.of("edge-0"), id -> kafka, 1000, Duration.ofMillis(500), new LogMetrics(meters));

    @AfterEach
    void stop() {
        kafka.flushes.countDown();
        kafka.commits.countDown();
        log.stop();
    }

    @Test
    void whatIsLoggedWasCommitted() {
        log.start();
        kafka.letGo();

        assertThat(write("a", "b").join()).isInstanceOf(Outcome.Logged.class);
        assertThat(kafka.history()).hasSize(2);
    }

    @Test
    void aRecordThatIsNotTakenMeansThatNothingIsLogged() {
        kafka.sendException = new KafkaException("no");
        log.start();
        kafka.letGo();

        assertThat(write("a", "b").join()).isInstanceOf(Outcome.NotLogged.class);
        assertThat(kafka.history()).isEmpty();
    }

    @Test
    void aCommitWithoutAnswerIsUnknown() {
        kafka.commitTransactionException = new TimeoutException("no answer");
        log.start();
        kafka.letGo();

        assertThat(write("a").join()).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void bad17WhatWasGivenUpBeforeTheCommitIsNeverCommitted() {
        log.start();

        CompletableFuture<Outcome> outcome = write("a");

        assertThat(outcome.join()).isInstanceOf(Outcome.NotLogged.class);
        kafka.letGo();
        await().until(kafka::transactionAborted);
        assertThat(kafka.history()).isEmpty();
    }

    @Test
    void bad17ACommitThatHangsIsUnknownAndNotLost() {
        kafka.flushes.countDown();
        log.start();

        assertThat(write("a").join()).isInstanceOf(Outcome.Unknown.class);

        kafka.letGo();
        await().untilAsserted(() -> assertThat(kafka.history()).hasSize(1));
    }

    @Test
    void bad17WhatWaitsIsBoundedByBytes() {
        log.start();
        CompletableFuture<Outcome> first = log.write(records("a"), 900);

        assertThat(log.write(records("b"), 200)).isCompletedWithValueMatching(it -> it instanceof Outcome.NotLogged);

        first.join();
        kafka.letGo();
        await().until(() -> log.bytesInFlight() == 0);
        assertThat(log.write(records("c"), 200).join()).isInstanceOf(Outcome.Logged.class);
    }

    @Test
    void whatIsGivenUpInTheQueueLeavesItAtOnce() {
        log.start();
        CompletableFuture<Outcome> first = log.write(records("a"), 100);
        CompletableFuture<Outcome> second = log.write(records("b"), 100);

        CompletableFuture.allOf(first, second).join();

        await().until(() -> log.bytesInFlight() == 100);
    }

    @Test
    void whoseProducerIsTakenAwayGetsAnother() {
        kafka.letGo();
        List<Kafka> producers = new ArrayList<>(List.of(new Kafka(), kafka));
        producers.get(0).sendException = new ProducerFencedException("taken over");
        producers.get(0).letGo();
        LogWriter writer = new LogWriter(
                List.of("edge-0"), id -> producers.remove(0), 1000, Duration.ofSeconds(5), new LogMetrics(meters));
        writer.start();

        assertThat(writer.write(records("a"), 1).join()).isInstanceOf(Outcome.Logged.class);

        assertThat(kafka.history()).hasSize(1);
        assertThat(meters.get("sluice.producer.records").counter().count()).isEqualTo(1);
        assertThat(meters.get("sluice.producer.transactions")
                        .tag("outcome", "logged")
                        .timer()
                        .count())
                .isEqualTo(1);
        writer.stop();
    }

    @Test
    void whatIsNotPermittedIsNotSent() {
        log.start();
        kafka.letGo();

        CompletableFuture<Outcome> outcome = log.write(records("a"), 1, id -> !id.equals("edge-0"));

        assertThat(outcome.join()).isInstanceOf(Outcome.NotLogged.class);
        assertThat(kafka.history()).isEmpty();
    }

    @Test
    void aStoppedWriterTakesNothing() {
        assertThat(write("a").join()).isInstanceOf(Outcome.NotLogged.class);
    }

    private CompletableFuture<Outcome> write(String... values) {
        return log.write(records(values), values.length);
    }

    private static List<ProducerRecord<byte[], byte[]>> records(String... values) {
        return List.of(values).stream()
                .map(value -> new ProducerRecord<byte[], byte[]>("topic", value.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    /** Kafka's own test producer, held up where a broker would be. */
    private static final class Kafka extends MockProducer<byte[], byte[]> {
        private final CountDownLatch flushes = new CountDownLatch(1);
        private final CountDownLatch commits = new CountDownLatch(1);

        Kafka() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        void letGo() {
            flushes.countDown();
            commits.countDown();
        }

        @Override
        public synchronized void flush() {
            pass(flushes);
        }

        @Override
        public void commitTransaction() {
            pass(commits);
            super.commitTransaction();
        }

        private static void pass(CountDownLatch gate) {
            try {
                assertThat(gate.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
