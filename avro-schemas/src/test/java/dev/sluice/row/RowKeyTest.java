package dev.sluice.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.contract.Contract;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowKeyTest {

    @Test
    void aKeyIsTheCanonicalTextOfItsValue() {
        Row row = TestRows.valid(TestContracts.JOBS, RawRow.csv(" 42 ,Painter"));

        assertThat(row.key()).isEqualTo("42");
        assertThat(row.keyBytes()).isEqualTo("42".getBytes(StandardCharsets.UTF_8));
        assertThat(RowKey.of(TestContracts.JOBS).values("42")).isEqualTo(Optional.of(List.of(42)));
        assertThat(RowKey.of(TestContracts.JOBS).text(List.of(42))).isEqualTo("42");
    }

    @Test
    void thePartsOfACompositeKeyAreEscapedAndJoinedInKeyOrder() {
        Row row = TestRows.valid(TestContracts.SHIFTS, RawRow.csv("2021-02-03,a|b\\c,LATE,"));

        assertThat(row.key()).isEqualTo("a\\|b\\\\c|2021-02-03|LATE");
        assertThat(RowKey.of(TestContracts.SHIFTS).values(row.key()))
                .isEqualTo(Optional.of(List.of("a|b\\c", LocalDate.of(2021, 2, 3), "LATE")));
        assertThat(RowKey.of(TestContracts.SHIFTS).text(List.of("a|b\\c", LocalDate.of(2021, 2, 3), "LATE")))
                .isEqualTo(row.key());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "|",
                "a|2021-02-03",
                "a|2021-02-03|LATE|x",
                "a|2021-2-3|LATE",
                "a|2021-02-03|late",
                "a\\",
                "a\\x|2021-02-03|LATE",
                "|2021-02-03|LATE"
            })
    void whatIsNoCanonicalCompositeKeyHasNoValues(String key) {
        assertThat(RowKey.of(TestContracts.SHIFTS).values(key)).isEmpty();
    }

    @Test
    void aSingleTextKeyIsTheTextItself() {
        assertThat(RowKey.of(TestContracts.BADGES).values("a|b\\")).isEqualTo(Optional.of(List.of("a|b\\")));
        assertThat(RowKey.of(TestContracts.BADGES).text(List.of("a|b\\"))).isEqualTo("a|b\\");
    }

    @Test
    void everyTypeThatMayBeAKeyHasOneText() {
        roundTrip("\"long\"", "-9223372036854775808", Long.MIN_VALUE);
        roundTrip("\"long\"", "0", 0L);
        roundTrip("\"boolean\"", "false", false);
        roundTrip("\"string\"", "שלום 👩‍🚀", "שלום 👩‍🚀");
        roundTrip("{\"type\": \"int\", \"logicalType\": \"date\"}", "0001-01-01", LocalDate.of(1, 1, 1));
        roundTrip(
                "{\"type\": \"string\", \"logicalType\": \"uuid\"}",
                "123e4567-e89b-12d3-a456-426614174000",
                UUID.fromString("123e4567-e89b-12d3-a456-426614174000"));
        roundTrip(
                "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 9, \"scale\": 2}",
                "-1.50",
                new BigDecimal("-1.50"));
        roundTrip(
                "{\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}",
                "2021-02-03T04:05:06.000007Z",
                Instant.parse("2021-02-03T04:05:06.000007Z"));
        roundTrip(
                "{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}",
                "1969-12-31T23:59:59.999Z",
                Instant.ofEpochMilli(-1));
    }

    @Test
    void aValueOfAnotherScaleHasTheSameText() {
        Contract contract =
                keyed("{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 9, \"scale\": 2}");

        assertThat(RowKey.of(contract).text(List.of(new BigDecimal("1.50")))).isEqualTo("1.50");
        assertThat(RowKey.of(contract).valid("1.5")).isFalse();
        assertThat(TestRows.valid(contract, RawRow.csv("1.5")).key()).isEqualTo("1.50");
    }

    @Test
    void aValueThatCantBeAKeyIsABug() {
        assertThatThrownBy(() -> RowKey.of(TestContracts.JOBS).text(List.of("x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theJudgeFindsTheKeyOfARowThatIsWrongOtherwise() {
        RowJudge judge = RowJudge.of(TestContracts.HIRES, WriterSchemas.NONE);

        assertThat(judge.key(RawRow.json("{\"name\": 7, \"id\": 42, \"x\": []}")))
                .contains("42");
        assertThat(judge.key(RawRow.csv("42,,,,"))).contains("42");
        assertThat(judge.key(RawRow.csv(",,,,").withGeneratedId("9"))).contains("9");
        assertThat(judge.key(RawRow.removal(RowKey.bytes("42")))).contains("42");
        assertThat(judge.key(RawRow.csv("042,,,,"))).isEmpty();
        assertThat(judge.key(RawRow.csv("42"))).isEmpty();
        assertThat(judge.key(RawRow.json("{\"id\": 42"))).isEmpty();
        assertThat(judge.key(RawRow.of(null, null))).isEmpty();
    }

    private static void roundTrip(String type, String key, Object value) {
        Contract contract = keyed(type);
        RowKey codec = RowKey.of(contract);

        assertThat(codec.values(key)).isEqualTo(Optional.of(List.of(value)));
        assertThat(codec.text(List.of(value))).isEqualTo(key);
        assertThat(TestRows.valid(contract, RawRow.csv(key)).key()).isEqualTo(key);
    }

    private static Contract keyed(String type) {
        return Contract.parse("k.avsc", """
                {"type": "record", "name": "K", "sluice.table": "k", "sluice.key": "k", "fields": [{"name": "k", "type": %s}]}
                """.formatted(type));
    }
}
