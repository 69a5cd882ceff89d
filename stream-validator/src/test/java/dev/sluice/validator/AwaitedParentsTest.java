package dev.sluice.validator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AwaitedParentsTest {
    private static final Parent ONE = new Parent("departments", "1");
    private static final Parent TWO = new Parent("departments", "2");

    private final AwaitedParents awaited = new AwaitedParents();

    @Test
    void parentsTakeTurns() {
        awaited.add(ONE, 10);
        awaited.add(TWO, 11);

        assertThat(awaited.peek()).contains(ONE);
        awaited.pass(ONE);
        assertThat(awaited.peek()).contains(TWO);
        awaited.pass(TWO);
        assertThat(awaited.peek()).contains(ONE);
    }

    @Test
    void thoseWhoWaitAreTakenInTheOrderOfTheirArrivalAndOnce() {
        awaited.add(ONE, 10);
        awaited.add(ONE, 12);
        awaited.add(ONE, 10);

        assertThat(awaited.take(ONE)).isEqualTo(10);
        assertThat(awaited.take(ONE)).isEqualTo(12);
        assertThat(awaited.size()).isZero();
    }

    @Test
    void nothingIsKeptOfRowsThatGaveUp() {
        awaited.add(ONE, 10);
        awaited.remove(ONE, 10);
        awaited.remove(ONE, 10);

        assertThat(awaited.size()).isZero();
        assertThat(awaited.peek()).isEmpty();
    }
}
