package dev.sluice.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

    @ParameterizedTest
    @ValueSource(strings = {"jobs.raw/0/0", "acme-1_x.jobs.raw/12/9223372036854775807"})
    void whatOneWritesIsReadBack(String text) {
        assertThat(Position.parse(text).map(Position::toString)).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "jobs.raw",
                "jobs.raw/1",
                "/1/2",
                "jobs.raw/-1/2",
                "jobs.raw/1/-2",
                "jobs.raw/+1/2",
                "jobs.raw/01/2",
                "jobs.raw/1/\u0662",
                "jobs.raw/2147483648/2",
                "jobs.raw/1/9223372036854775808",
                "jobs raw/1/2",
                "jobs.raw/1/2/3",
                "jobs\0raw/1/2",
                "jobs.raw/1/2\n",
            })
    void whatNobodyWroteIsNoPosition(String text) {
        assertThat(Position.parse(text)).isEmpty();
    }
}
