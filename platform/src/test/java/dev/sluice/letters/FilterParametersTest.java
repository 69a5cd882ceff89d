package dev.sluice.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.letters.LetterFilter.Source;
import dev.sluice.problem.ProblemException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterParametersTest {

    @Test
    void aSourceIsATopicAPartitionOrARecord() {
        assertThat(source("jobs.raw")).contains(new Source("jobs.raw", Optional.empty(), Optional.empty()));
        assertThat(source("jobs.raw/3")).contains(new Source("jobs.raw", Optional.of(3), Optional.empty()));
        assertThat(source("jobs.raw/3/7")).contains(new Source("jobs.raw", Optional.of(3), Optional.of(7L)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "jobs.raw/",
                "jobs.raw/-1",
                "jobs.raw/+1",
                "jobs.raw/1/-7",
                "jobs.raw/1/2/3",
                "jobs.raw/9999999999"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> source(text)).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-1-1-1-1", "0190A6E2-0000-7000-8000-000000000000", "", "x"})
    void anIdIsSpelledAsWeSpellIt(String text) {
        assertThat(LetterId.parse(text)).isEmpty();
    }

    private static Optional<Source> source(String text) {
        return FilterParameters.filter(Map.of("source", text)).source();
    }
}
