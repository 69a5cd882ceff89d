package dev.sluice.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogHorizonTest {
    private static final Parent SALES = new Parent("departments", "1");

    private final Channel departments = House.channels(1).ofTable("departments").orElseThrow();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicLong clock = new AtomicLong(100);
    private final LogHorizon horizon = new LogHorizon(table ->
            Optional.of(new HorizonRound(departments, "sluice.held", new SlowLog(), parents -> Set.of(), clock.get())));

    private volatile boolean reached;

    @AfterEach
    void close() {
        horizon.close();
    }

    @Test
    void aWishThatComesDuringARoundIsGrantedByTheNextOne() throws InterruptedException {
        horizon.start();
        assertThat(horizon.hasPassed(SALES, 100)).isFalse();
        asked.await();
        clock.set(200);
        assertThat(horizon.hasPassed(SALES, 200)).isFalse();

        reached = true;

        await().until(() -> horizon.hasPassed(SALES, 200));
    }

    private final class SlowLog implements LogView {
        @Override
        public Map<TopicPartition, Long> ends(String topic) {
            asked.countDown();
            return Map.of();
        }

        @Override
        public boolean isJudged(Map<TopicPartition, Long> ends) {
            return reached;
        }

        @Override
        public boolean isApplied(Map<TopicPartition, Long> ends) {
            return reached;
        }
    }
}
