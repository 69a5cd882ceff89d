package dev.sluice.row;

import static dev.sluice.row.TestRows.names;
import static dev.sluice.row.TestRows.violations;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Line 51 of the catalogue: what is no row at all, and what asks for a row to be removed. */
@Tag("bad-input-51")
class UndecodableRowsTest {
    private final RowJudge judge = RowJudge.of(TestContracts.JOBS, WriterSchemas.NONE);

    @Test
    void noValueAndNoKeyIsNotDecodable() {
        assertThat(judged(RawRow.of(null, null))).isEqualTo("not-decodable");
        assertThat(judged(new RawRow(null, bytes("{}"), null, null, null, true)))
                .isEqualTo("not-decodable");
    }

    @Test
    void anEmptyValueIsNotDecodableWhateverItIsAnnouncedAs() {
        RawRow empty = RawRow.of(bytes("1"), new byte[0]);

        assertThat(judged(empty)).isEqualTo("not-decodable");
        assertThat(judged(empty.withContentType("text/csv"))).isEqualTo("not-decodable");
        assertThat(judged(empty.withContentType("application/json"))).isEqualTo("not-decodable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "[]",
                "[{\"id\": 1}]",
                "\"id\"",
                "12",
                "null",
                "true",
                "{\"id\": 1",
                "{\"id\": 1,}",
                "{\"id\" 1}",
                "{id: 1}",
                "{'id': 1}",
                "{\"id\": 01}",
                "{\"id\": +1}",
                "{\"id\": .5}",
                "{\"id\": 1.}",
                "{\"id\": 1e}",
                "{\"id\": NaN}",
                "{\"id\": -Infinity}",
                "{\"id\": nul}",
                "{\"id\": tru}",
                "{\"id\": 1}{}",
                "{\"id\": 1} x",
                "{\"id\": 1,, \"job\": 2}",
                "{\"job\": \"a\u0001b\"}",
                "{\"job\": \"a\nb\"}",
                "{\"job\": \"\\x\"}",
                "{\"job\": \"\\u12g4\"}",
                "{\"job\": \"\\u12",
                "{\"job\": \"a",
                "{\"job\": {\"a\": }}",
                "{\"job\": [1,]}",
                "{\"job\": [1 2]}",
                "{\"job\": {\"a\"}}",
                "{\"job\": [}",
                "{\"x\": {]}",
                "// {}",
                "{\"id\": 1} /* */",
                "a,b",
                "1,Painter"
            })
    void whatIsNoJsonObjectIsNotDecodable(String value) {
        assertThat(judged(RawRow.json(value))).isEqualTo("not-decodable");
    }

    @Test
    void nestingIsBoundedAndNeedsNoStack() {
        String deep = "{\"x\": " + "[".repeat(31) + "]".repeat(31) + ", \"id\": 1, \"job\": \"a\"}";
        String tooDeep = "{\"x\": " + "[".repeat(32) + "]".repeat(32) + "}";

        assertThat(judged(RawRow.json(deep))).isEqualTo("unknown-field:x");
        assertThat(judged(RawRow.json(tooDeep))).isEqualTo("not-decodable");
        assertThat(judged(RawRow.json("{\"x\": " + "{\"a\":".repeat(500_000)))).isEqualTo("not-decodable");
    }

    @Test
    void theReasonSaysWhereTheTroubleIs() {
        assertThat(judge.judge(RawRow.json("{\"id\": 1, \"job\": \"a"), References.TRUSTED))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        it -> assertThat(it.violations())
                                .containsExactly(new Violation(
                                        "not-decodable", null, "is not a JSON object: unclosed string at byte 20")));
    }

    @Test
    void randomBytesAreNotDecodable() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] value = new byte[random.nextInt(200)];
            random.nextBytes(value);

            assertThat(judged(RawRow.of(null, value)))
                    .as("seed %d, row %d", seed, i)
                    .isEqualTo("not-decodable");
        }
    }

    @Test
    void anotherContentTypeLeavesItToTheFirstByte() {
        RawRow json = RawRow.json(" \r\n\t{\"id\": 1, \"job\": \"a\"}");

        assertThat(judge.judge(json.withContentType("application/octet-stream"), References.TRUSTED))
                .isInstanceOf(Verdict.Valid.class);
        assertThat(judge.judge(json.withContentType("application/json; charset=utf-8"), References.TRUSTED))
                .isInstanceOf(Verdict.Valid.class);
        assertThat(judged(json.withContentType("text/csv"))).isEqualTo("not-decodable");
    }

    @Test
    void aKeyWithoutValueAsksForRemoval() {
        assertThat(judge.judge(RawRow.of(bytes("42"), null), References.TRUSTED))
                .isEqualTo(new Verdict.Removed("42"));
        assertThat(judge.judge(RawRow.removal(bytes("42")), References.TRUSTED)).isEqualTo(new Verdict.Removed("42"));
        assertThat(judge.judge(new RawRow(bytes("42"), bytes("{"), null, null, null, true), References.TRUSTED))
                .isEqualTo(new Verdict.Removed("42"));
    }

    @Test
    void aRowThatIsOlderThanARuleStaysRemovable() {
        assertThat(judge.judge(RawRow.removal(bytes("0")), References.TRUSTED)).isEqualTo(new Verdict.Removed("0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "007", " 7", "7 ", "+7", "7.0", "-0", "abc", "2147483648", "٣", "7\n"})
    void whatIsNoCanonicalKeyRemovesNothing(String key) {
        assertThat(judged(RawRow.of(bytes(key), null))).isEqualTo("not-decodable");
    }

    @Test
    void aKeyThatIsNoTextRemovesNothing() {
        assertThat(judged(RawRow.of(new byte[] {(byte) 0xff}, null))).isEqualTo("not-decodable");
        assertThat(violations(TestContracts.BADGES, RawRow.of(new byte[] {'A', 0}, null)))
                .containsExactly("not-decodable");
    }

    @Test
    void aGeneratedIdFillsInForAMissingOneOnly() {
        RawRow without = RawRow.json("{\"job\": \"Painter\"}").withGeneratedId("77");
        RawRow with = RawRow.json("{\"id\": 5, \"job\": \"Painter\"}").withGeneratedId("77");
        RawRow csv = RawRow.csv(",Painter").withGeneratedId("77");

        assertThat(TestRows.valid(TestContracts.JOBS, without).key()).isEqualTo("77");
        assertThat(TestRows.valid(TestContracts.JOBS, csv).key()).isEqualTo("77");
        assertThat(TestRows.valid(TestContracts.JOBS, with).key()).isEqualTo("5");
        assertThat(judged(RawRow.json("{\"job\": \"Painter\"}").withGeneratedId("x")))
                .isEqualTo("type-mismatch:id");
        assertThat(judged(RawRow.json("{\"id\": 0, \"job\": \"Painter\"}").withGeneratedId("7")))
                .isEqualTo("min:id");
    }

    private String judged(RawRow raw) {
        return String.join(" ", names(judge.judge(raw, References.TRUSTED)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
