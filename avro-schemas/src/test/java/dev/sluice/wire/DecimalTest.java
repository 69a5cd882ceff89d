package dev.sluice.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "42, 42", "007, 7", "999999999999999999, 999999999999999999"})
    void digitsAreANumber(String digits, long number) {
        assertThat(Decimal.parse(Headers.bytes(digits), -1)).isEqualTo(number);
        assertThat(Decimal.parse(new RecordHeader("row", Headers.bytes(digits)), -1))
                .isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "1.0", " 1", "1e3", "\u0661", "1000000000000000000"})
    void anythingElseIsNone(String text) {
        assertThat(Decimal.parse(Headers.bytes(text), -1)).isEqualTo(-1);
    }

    @Test
    void aHeaderThatIsNotThereOrEmptyIsNone() {
        assertThat(Decimal.parse((RecordHeader) null, -1)).isEqualTo(-1);
        assertThat(Decimal.parse(new RecordHeader("row", (byte[]) null), -1)).isEqualTo(-1);
    }
}
