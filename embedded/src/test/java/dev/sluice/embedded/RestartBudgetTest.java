package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartBudgetTest {

    @Test
    void isSpentAfterItsNumberOfRestarts() {
        RestartBudget budget = new RestartBudget(2, Duration.ofMinutes(5));

        assertThat(budget.spend()).isTrue();
        assertThat(budget.spend()).isTrue();
        assertThat(budget.spend()).isFalse();
        assertThat(budget).hasToString("2 restarts within 5 minutes");
    }

    @Test
    void refillsAsTimeGoesBy() {
        RestartBudget budget = new RestartBudget(1, Duration.ZERO);

        assertThat(budget.spend()).isTrue();
        assertThat(budget.spend()).isTrue();
    }
}
