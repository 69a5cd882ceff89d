package dev.sluice.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FormatTest {

    @Test
    void theParameterGoesBeforeTheHeader() {
        assertThat(Format.of("csv", "application/json")).hasValue(Format.CSV);
        assertThat(Format.of("json", "text/csv")).hasValue(Format.JSON);
        assertThat(Format.of("xml", "application/json")).isEmpty();
    }

    @Test
    void theHeaderDecidesByItsWeights() {
        assertThat(of("text/csv")).isEqualTo(Format.CSV);
        assertThat(of("text/csv;q=0.5, application/json")).isEqualTo(Format.JSON);
        assertThat(of("text/csv, application/json;q=0.5")).isEqualTo(Format.CSV);
        assertThat(of("text/*")).isEqualTo(Format.CSV);
        assertThat(of("*/*")).isEqualTo(Format.JSON);
        assertThat(of("text/html, */*;q=0.1")).isEqualTo(Format.JSON);
        assertThat(of(null)).isEqualTo(Format.JSON);
        assertThat(of("image/png")).isNull();
        assertThat(of("nonsense")).isNull();
    }

    private static @Nullable Format of(@Nullable String accept) {
        return Format.of(null, accept).orElse(null);
    }
}
