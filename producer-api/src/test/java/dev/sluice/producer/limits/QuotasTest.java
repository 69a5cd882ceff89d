package dev.sluice.producer.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QuotasTest {
    private final AtomicLong clock = new AtomicLong();

    @Test
    void withoutLimitEverythingIsGranted() {
        assertThat(new Quotas(0, 0, clock::get).take("a", 1_000_000, Long.MAX_VALUE))
                .isZero();
    }

    @Test
    void whoOverdrawsWaitsUntilTheDebtIsPaid() {
        Quotas quotas = new Quotas(100, 0, clock::get);

        assertThat(quotas.take("a", 1000, 0)).isZero();
        Duration pause = quotas.take("a", 1, 0);
        assertThat(pause).isBetween(Duration.ofSeconds(9), Duration.ofMillis(9_100));

        clock.addAndGet(pause.minusMillis(20).toNanos());
        assertThat(quotas.take("a", 1, 0)).isPositive();
        clock.addAndGet(Duration.ofMillis(20).toNanos());
        assertThat(quotas.take("a", 1, 0)).isZero();
    }

    @Test
    void bytesCountBesideRows() {
        Quotas quotas = new Quotas(1000, 1000, clock::get);

        assertThat(quotas.take("a", 1, 3000)).isZero();
        assertThat(quotas.take("a", 1, 1)).isGreaterThan(Duration.ofSeconds(2));
    }

    @Test
    void anIdleKeySavesUpNoMoreThanASecond() {
        Quotas quotas = new Quotas(100, 0, clock::get);
        quotas.take("a", 1, 0);
        clock.addAndGet(Duration.ofHours(1).toNanos());

        assertThat(quotas.take("a", 100, 0)).isZero();
        assertThat(quotas.take("a", 1, 0)).isPositive();
    }

    @Test
    void keysDontPayForEachOther() {
        Quotas quotas = new Quotas(10, 0, clock::get);

        assertThat(quotas.take("a", 1000, 0)).isZero();
        assertThat(quotas.take("b", 1, 0)).isZero();
    }
}
