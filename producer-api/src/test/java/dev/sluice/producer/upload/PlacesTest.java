package dev.sluice.producer.upload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacesTest {
    @Test
    void aKeyHasNoMoreThanItLeavesFree() {
        Places places = new Places(16);

        assertThat(taken(places, "slow")).isEqualTo(8);
        assertThat(taken(places, "slower")).isEqualTo(4);
        assertThat(places.take("another")).isTrue();
    }

    @Test
    void whatIsReleasedMayBeTakenAgain() {
        Places places = new Places(2);

        assertThat(taken(places, "a")).isEqualTo(1);
        places.release("a");
        assertThat(taken(places, "a")).isEqualTo(1);
        assertThat(places.take("b")).isTrue();
        assertThat(places.take("c")).isFalse();
    }

    @Test
    void theOnlyPlaceIsForAnybody() {
        Places places = new Places(1);

        assertThat(places.take("a")).isTrue();
        assertThat(places.take("b")).isFalse();
        places.release("a");
        assertThat(places.take("b")).isTrue();
    }

    private static int taken(Places places, String key) {
        int taken = 0;
        while (places.take(key)) {
            taken++;
        }
        return taken;
    }
}
