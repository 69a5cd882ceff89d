package dev.sluice.backup.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class CrewTest {
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger atWork = new AtomicInteger();

    @Test
    void everyThreadDoesItsShareBeforeItReturns() throws Exception {
        AtomicInteger shares = new AtomicInteger();

        new Crew("test", 3).run(shares::incrementAndGet, () -> ended.set(true));

        assertThat(shares).hasValue(3);
        assertThat(ended).isFalse();
    }

    @ParameterizedTest
    @ValueSource(classes = {IOException.class, SQLException.class, IllegalArgumentException.class})
    void whenOneFailsTheOthersHaveEndedAndItsFailureIsThrown(Class<? extends Throwable> failure) {
        CountDownLatch everybody = new CountDownLatch(3);

        assertThatThrownBy(() -> new Crew("test", 3)
                        .run(
                                () -> {
                                    everybody.countDown();
                                    if (everybody.getCount() == 0) {
                                        fail(failure);
                                    }
                                    workUntilTheEnd();
                                },
                                () -> ended.set(true)))
                .isExactlyInstanceOf(failure);

        assertThat(atWork).hasValue(0);
    }

    @Test
    void whoeverWaitsCanBeInterruptedAndNobodyWorksOn() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new Crew("test", 2).run(this::workUntilTheEnd, () -> ended.set(true)))
                .isInstanceOf(InterruptedException.class);

        assertThat(ended).isTrue();
        assertThat(atWork).hasValue(0);
    }

    private void workUntilTheEnd() {
        atWork.incrementAndGet();
        while (!ended.get()) {
            LockSupport.parkNanos(1_000_000);
        }
        atWork.decrementAndGet();
    }

    private static void fail(Class<? extends Throwable> failure) throws IOException, SQLException {
        if (failure == IOException.class) {
            throw new IOException();
        } else if (failure == SQLException.class) {
            throw new SQLException();
        }
        throw new IllegalArgumentException();
    }
}
