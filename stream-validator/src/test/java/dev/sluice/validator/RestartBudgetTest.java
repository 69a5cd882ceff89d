package dev.sluice.validator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RestartBudgetTest {
    private final AtomicLong nanos = new AtomicLong();
    private final RestartBudget budget = new RestartBudget(2, Duration.ofSeconds(1), nanos::get);

    @Test
    void budgetIsSpentAndComesBackWithTime() {
        assertThat(budget.spend()).isTrue();
        nanos.addAndGet(Duration.ofMillis(600).toNanos());
        assertThat(budget.spend()).isTrue();
        assertThat(budget.spend()).isFalse();

        nanos.addAndGet(Duration.ofMillis(400).toNanos());

        assertThat(budget.spend()).isTrue();
        assertThat(budget.spend()).isFalse();
    }
}
