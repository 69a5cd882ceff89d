package dev.sluice.row;

import static dev.sluice.row.TestRows.decode;
import static dev.sluice.row.TestRows.valid;
import static dev.sluice.row.TestRows.violations;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalogue of bad rows, line by line: each test carries the number of its line as a tag. */
class BadRowsTest {

    @Tag("bad-input-31")
    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\"  \"", "\"\\t\\n\"", "\"\\u00a0\\u2003\""})
    void aRequiredFieldThatIsNullOrBlankIsRequired(String blank) {
        assertThat(violations(TestContracts.HIRES, hire("name", blank))).containsExactly("required:name");
        assertThat(violations(TestContracts.HIRES, hire("datetime", blank))).containsExactly("required:datetime");
    }

    @Tag("bad-input-31")
    @Test
    void everyRequiredFieldThatIsMissingIsListed() {
        assertThat(violations(TestContracts.HIRES, RawRow.json("{}")))
                .containsExactly(
                        "required:id",
                        "required:name",
                        "required:datetime",
                        "required:department_id",
                        "required:job_id");
    }

    @Tag("bad-input-3")
    @Test
    void aFieldThatIsThereTwiceIsADuplicateField() {
        assertThat(violations(TestContracts.JOBS, RawRow.json("{\"id\": 1, \"job\": \"a\", \"id\": 2}")))
                .containsExactly("duplicate-field:id");
        assertThat(violations(TestContracts.JOBS, RawRow.json("{\"id\": 1, \"job\": null, \"job\": \"b\"}")))
                .containsExactly("duplicate-field:job");
        assertThat(violations(TestContracts.JOBS, RawRow.json("{\"id\": 1, \"job\": \"a\", \"\\u006aob\": \"b\"}")))
                .containsExactly("duplicate-field:job");
    }

    @Tag("bad-input-32")
    @Test
    void aFieldThatTheContractDoesNotHaveIsUnknown() {
        String row = "{\"id\": 1, \"job\": \"a\", \"Job\": \"b\", \"extra\": {\"id\": [1, {\"x\": \"\\\"\"}]}}";

        assertThat(violations(TestContracts.JOBS, RawRow.json(row)))
                .containsExactly("unknown-field:Job", "unknown-field:extra");
    }

    @Tag("bad-input-33")
    @ParameterizedTest
    @ValueSource(strings = {"\"12\"", "1.9", "8.0", "1e2", "-0.0", "true", "\"\"", "{}", "[]", "{\"a\": [1]}", "[[2]]"})
    void whatIsNoIntegerInJsonIsATypeMismatch(String value) {
        assertThat(violations(TestContracts.HIRES, hire("id", value))).containsExactly("type-mismatch:id");
    }

    @Tag("bad-input-34")
    @ParameterizedTest
    @ValueSource(strings = {"0x10", "1_000", "٣", "१२", "007", "+1", "1.0", "1e2", "--1", "-", "1 0", "１"})
    void whatIsNoIntegerInCsvIsATypeMismatch(String value) {
        assertThat(violations(TestContracts.JOBS, RawRow.csv(value + ",Painter")))
                .containsExactly("type-mismatch:id");
    }

    @Tag("bad-input-35")
    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "-2147483649", "9223372036854775808", "99999999999999999999999999", "1e400"})
    void aNumberBeyondAnIntIsOutOfRange(String value) {
        assertThat(violations(TestContracts.JOBS, RawRow.json("{\"id\": " + value + ", \"job\": \"a\"}")))
                .containsExactly("number-range:id");
        assertThat(violations(TestContracts.JOBS, RawRow.csv(value + ",a"))).containsExactly("number-range:id");
    }

    @Tag("bad-input-35")
    @Test
    void aNumberBeyondALongOrADoubleIsOutOfRange() {
        assertThat(violations(TestContracts.BADGES, badge("serial", "9223372036854775807")))
                .isEmpty();
        assertThat(violations(TestContracts.BADGES, badge("serial", "-9223372036854775808")))
                .isEmpty();
        assertThat(violations(TestContracts.BADGES, badge("serial", "9223372036854775808")))
                .containsExactly("number-range:serial");
        assertThat(violations(TestContracts.BADGES, badge("weight", "1e400"))).containsExactly("number-range:weight");
        assertThat(violations(TestContracts.BADGES, badge("drift", "1e-400"))).containsExactly("number-range:drift");
        assertThat(violations(TestContracts.BADGES, badge("drift", "-0.0e999999")))
                .isEmpty();
    }

    @Tag("bad-input-36")
    @ParameterizedTest
    @ValueSource(strings = {"1e100000000", "1e99999999999999999999", "-123.4e2147483647", "100000000"})
    void aDecimalOfAbsurdSizeIsOutOfRangeAtOnce(String value) {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(1),
                () -> assertThat(violations(TestContracts.BADGES, badge("price", value)))
                        .contains("number-range:price"));
    }

    @Tag("bad-input-37")
    @Test
    void aDecimalWithTooManyFractionDigitsBreaksTheScale() {
        assertThat(violations(TestContracts.BADGES, badge("price", "1.005"))).containsExactly("scale:price");
        assertThat(violations(TestContracts.BADGES, badge("price", "1e-100000000")))
                .containsExactly("scale:price");
        assertThat(violations(TestContracts.BADGES, badge("price", "12345678.001")))
                .containsExactly("number-range:price", "scale:price");
        assertThat(violations(TestContracts.BADGES, badge("price", "1.500"))).isEmpty();
    }

    @Tag("bad-input-38")
    @Test
    void anIdBelowItsMinimumIsRefused() {
        assertThat(violations(TestContracts.HIRES, hire("id", "0"))).containsExactly("min:id");
        assertThat(violations(TestContracts.HIRES, hire("id", "-0"))).containsExactly("min:id");
        assertThat(violations(TestContracts.JOBS, RawRow.csv("-1,a"))).containsExactly("min:id");
    }

    @Tag("bad-input-38")
    @Test
    void everyTypeThatHasAnOrderKeepsItsBounds() {
        assertThat(violations(TestContracts.BADGES, badge("floor", "-3"))).containsExactly("min:floor");
        assertThat(violations(TestContracts.BADGES, badge("floor", "41"))).containsExactly("max:floor");
        assertThat(violations(TestContracts.BADGES, badge("price", "-0.01"))).containsExactly("min:price");
        assertThat(violations(TestContracts.BADGES, badge("price", "99999.51"))).containsExactly("max:price");
        assertThat(violations(TestContracts.BADGES, badge("weight", "0.4999"))).containsExactly("min:weight");
        assertThat(violations(TestContracts.BADGES, badge("since", "\"1989-12-31\"")))
                .containsExactly("min:since");
        assertThat(violations(TestContracts.BADGES, badge("seen", "\"2100-01-01T00:00:00.001Z\"")))
                .containsExactly("max:seen");
        assertThat(violations(TestContracts.BADGES, badge("seen", "\"2100-01-01T01:00:00+01:00\"")))
                .isEmpty();
    }

    @Tag("bad-input-39")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2021-02-30T00:00:00Z",
                "2021-02-29T00:00:00Z",
                "1900-02-29T00:00:00Z",
                "2021-13-01T00:00:00Z",
                "2021-00-01T00:00:00Z",
                "2021-01-00T00:00:00Z",
                "2021-01-01T24:00:00Z",
                "2021-01-01T23:60:00Z",
                "2021-06-30T23:59:60Z"
            })
    void aMomentThatNeverWasIsNoTimestamp(String moment) {
        assertThat(violations(TestContracts.HIRES, hire("datetime", "\"" + moment + "\"")))
                .containsExactly("invalid-timestamp:datetime");
        assertThat(violations(TestContracts.HIRES, RawRow.csv("1,Ada," + moment + ",1,1")))
                .containsExactly("invalid-timestamp:datetime");
    }

    @Tag("bad-input-39")
    @Test
    void aDayThatNeverWasIsNoDate() {
        assertThat(violations(TestContracts.BADGES, badge("since", "\"2021-02-30\"")))
                .containsExactly("invalid-date:since");
        assertThat(violations(TestContracts.BADGES, badge("since", "20210102"))).containsExactly("invalid-date:since");
        assertThat(violations(TestContracts.BADGES, badge("since", "\"2021-02-03T00:00:00Z\"")))
                .containsExactly("invalid-date:since");
        assertThat(violations(TestContracts.BADGES, badge("since", "\"10000-01-01\"")))
                .containsExactly("date-range:since");
    }

    @Tag("bad-input-40")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2021-02-03T04:05:06\"",
                "\"2021-02-03T04:05:06+18:01\"",
                "\"2021-02-03T04:05:06-19:00\"",
                "\"2021-02-03T04:05:06+2:00\"",
                "\"2021-02-03T04:05:06+0200\"",
                "\"2021-02-03T04:05:06z\"",
                "\"2021-02-03t04:05:06Z\"",
                "\"2021-02-03 04:05:06Z\"",
                "\"2021-02-03T04:05Z\"",
                "\"2021-02-03\"",
                "\"infinity\"",
                "\"now\"",
                "\"today\"",
                "\"20210102\"",
                "20210102",
                "18000",
                "1.5",
                "true",
                "{}",
                "[2021,2,3]"
            })
    void whatIsNoTimestampWithOffsetIsInvalid(String value) {
        assertThat(violations(TestContracts.HIRES, hire("datetime", value)))
                .containsExactly("invalid-timestamp:datetime");
    }

    @Tag("bad-input-40")
    @Test
    void offsetsUpToEighteenHoursAreTaken() {
        Row row = valid(TestContracts.HIRES, hire("datetime", "\"1970-01-01T18:00:00.000001+18:00\""));

        assertThat(decode(row).get("datetime")).isEqualTo(1L);
        assertThat(violations(TestContracts.HIRES, hire("datetime", "\"2021-02-03T04:05:06-18:00\"")))
                .isEmpty();
    }

    @Tag("bad-input-41")
    @Test
    void moreFractionDigitsThanTheUnitHoldsAreInvalid() {
        assertThat(violations(TestContracts.HIRES, hire("datetime", "\"2021-12-31T23:59:59.9999999Z\"")))
                .containsExactly("invalid-timestamp:datetime");
        assertThat(violations(TestContracts.BADGES, badge("seen", "\"2021-12-31T23:59:59.9999Z\"")))
                .containsExactly("invalid-timestamp:seen");
        assertThat(violations(TestContracts.HIRES, hire("datetime", "\"2021-12-31T23:59:59.Z\"")))
                .containsExactly("invalid-timestamp:datetime");
        Row row = valid(TestContracts.HIRES, hire("datetime", "\"1970-01-01T00:00:00.999999Z\""));
        assertThat(decode(row).get("datetime")).isEqualTo(999_999L);
    }

    @Tag("bad-input-42")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000-01-01T00:00:00Z",
                "-0001-01-01T00:00:00Z",
                "10000-01-01T00:00:00Z",
                "+10000-01-01T00:00:00Z",
                "0001-01-01T00:00:00+00:01",
                "9999-12-31T23:59:59.999999-00:01"
            })
    void yearsBeforeOneAndAfter9999AreOutOfRange(String moment) {
        assertThat(violations(TestContracts.HIRES, hire("datetime", "\"" + moment + "\"")))
                .containsExactly("timestamp-range:datetime");
    }

    @Tag("bad-input-43")
    @Test
    void aNulInAStringIsRefused() {
        assertThat(violations(TestContracts.HIRES, hire("name", "\"a\\u0000b\"")))
                .containsExactly("nul-character:name");
        assertThat(violations(TestContracts.HIRES, hire("datetime", "\"2021\\u0000\"")))
                .containsExactly("nul-character:datetime");
    }

    @Tag("bad-input-44")
    @ParameterizedTest
    @ValueSource(strings = {"\"\\ud800\"", "\"\\udc00\"", "\"a\\ud83dx\"", "\"\\udc00\\ud800\"", "\"\\ud83d\\u0041\""})
    void aLoneSurrogateIsNoUnicode(String name) {
        assertThat(violations(TestContracts.HIRES, hire("name", name))).containsExactly("invalid-unicode:name");
    }

    @Tag("bad-input-44")
    @Test
    void bytesThatAreNoUtf8AreNoUnicode() {
        for (byte[] bad : new byte[][] {
            {(byte) 0xc0, (byte) 0x80},
            {(byte) 0xff},
            {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            {(byte) 0xe2, (byte) 0x82},
            {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80}
        }) {
            String latin = new String(bad, StandardCharsets.ISO_8859_1);
            byte[] json = ("{\"id\": 1, \"job\": \"" + latin + "\"}").getBytes(StandardCharsets.ISO_8859_1);
            byte[] csv = ("1," + latin).getBytes(StandardCharsets.ISO_8859_1);

            assertThat(violations(TestContracts.JOBS, RawRow.of(null, json))).containsExactly("invalid-unicode:job");
            assertThat(violations(TestContracts.JOBS, RawRow.of(null, csv).withContentType("text/csv")))
                    .containsExactly("invalid-unicode:job");
        }
    }

    @Tag("bad-input-45")
    @ParameterizedTest
    @ValueSource(strings = {"👩‍🚀 crew", "e\u0301", "שלום", "\u202eright to left", "𠜎𠜱", "a\u0001b", " edge "})
    void anyUnicodeIsStoredByteForByte(String name) {
        Row json = valid(TestContracts.HIRES, hire("name", "\"" + name.replace("\u0001", "\\u0001") + "\""));
        Row csv = valid(TestContracts.JOBS, RawRow.csv("1,\"" + name + "\""));

        assertThat(decode(json).get("name")).hasToString(name);
        assertThat(decode(csv).get("job")).hasToString(name);
    }

    @Tag("bad-input-45")
    @Test
    void escapedCharactersAreTheCharactersThatTheyName() {
        Row row =
                valid(TestContracts.HIRES, hire("name", "\"\\uD83D\\ude80\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u20ac\""));

        assertThat(decode(row).get("name")).hasToString("🚀\"\\/\b\f\n\r\té€");
    }

    @Tag("bad-input-46")
    @Test
    void textIsMeasuredInCodePoints() {
        assertThat(violations(TestContracts.HIRES, hire("name", "\"" + "🚀".repeat(200) + "\"")))
                .isEmpty();
        assertThat(violations(TestContracts.HIRES, hire("name", "\"" + "🚀".repeat(201) + "\"")))
                .containsExactly("too-long:name");
        assertThat(violations(TestContracts.BADGES, badge("code", "\"A\""))).containsExactly("too-short:code");
        assertThat(violations(TestContracts.BADGES, badge("code", "\"ab\""))).containsExactly("pattern:code");
        assertThat(violations(TestContracts.BADGES, badge("code", "\"a\"")))
                .containsExactly("too-short:code", "pattern:code");
    }

    @Tag("bad-input-46")
    @Test
    void aTextKeyMustFitIntoAnIndexWhateverTheContractSays() {
        String row = "{\"day\": \"2021-01-01\", \"slot\": \"LATE\", \"place\": \"%s\"}";

        assertThat(violations(TestContracts.SHIFTS, RawRow.json(row.formatted("x".repeat(2000)))))
                .isEmpty();
        assertThat(violations(TestContracts.SHIFTS, RawRow.json(row.formatted("é".repeat(1001)))))
                .containsExactly("too-long:place");
    }

    @Tag("bad-input-47")
    @Test
    void aRowWaitsForTheParentsThatAreNotThere() {
        RowJudge judge = RowJudge.of(TestContracts.HIRES, WriterSchemas.NONE);
        References onlyDepartments = (table, key) -> table.equals("departments");

        Verdict verdict = judge.judge(hire("job_id", "77"), onlyDepartments);

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Waiting.class,
                        waiting ->
                                assertThat(waiting.missing()).isEqualTo(Set.of(new Reference("job_id", "jobs", "77"))));
        assertThat(new Reference("job_id", "jobs", "77").violation())
                .isEqualTo(new Violation("missing-reference", "job_id", "jobs has no row 77"));
    }

    @Tag("bad-input-47")
    @Test
    void aReferenceThatIsNullAsksForNoParent() {
        RowJudge judge = RowJudge.of(TestContracts.BADGES, WriterSchemas.NONE);

        assertThat(judge.judge(badge("note", "null"), (table, key) -> false)).isInstanceOf(Verdict.Valid.class);
    }

    @Test
    void aRowThatBreaksRulesIsRejectedWithoutWaitingForParents() {
        RowJudge judge = RowJudge.of(TestContracts.HIRES, WriterSchemas.NONE);

        assertThat(TestRows.names(judge.judge(hire("id", "0"), (table, key) -> false)))
                .containsExactly("min:id");
    }

    @Test
    void everyViolationIsListedInTheOrderOfTheColumns() {
        String row = "{\"x\": 1, \"job_id\": 1.5, \"datetime\": 7, \"name\": \"\", \"id\": 0}";

        assertThat(violations(TestContracts.HIRES, RawRow.json(row)))
                .containsExactly(
                        "min:id",
                        "required:name",
                        "invalid-timestamp:datetime",
                        "required:department_id",
                        "type-mismatch:job_id",
                        "unknown-field:x");
    }

    @Test
    void otherTypesRefuseWhatTheyAreNot() {
        assertThat(violations(TestContracts.BADGES, badge("active", "\"true\"")))
                .containsExactly("type-mismatch:active");
        assertThat(violations(TestContracts.BADGES, badge("active", "1"))).containsExactly("type-mismatch:active");
        assertThat(violations(TestContracts.BADGES, badge("price", "\"1.5\""))).containsExactly("type-mismatch:price");
        assertThat(violations(TestContracts.BADGES, badge("weight", "\"1.5\"")))
                .containsExactly("type-mismatch:weight");
        assertThat(violations(TestContracts.BADGES, badge("code", "12"))).containsExactly("type-mismatch:code");
        assertThat(violations(TestContracts.BADGES, badge("level", "\"mid\""))).containsExactly("unknown-symbol:level");
        assertThat(violations(TestContracts.BADGES, badge("level", "1"))).containsExactly("type-mismatch:level");
        assertThat(violations(TestContracts.BADGES, badge("token", "\"123e4567-e89b-12d3-a456-42661417400\"")))
                .containsExactly("invalid-uuid:token");
        assertThat(violations(TestContracts.BADGES, badge("token", "\"123e4567-e89b-12d3-a456-42661417400g\"")))
                .containsExactly("invalid-uuid:token");
    }

    @Test
    void thousandsOfViolationsAreCutShort() {
        StringBuilder row = new StringBuilder("{\"id\": 0");
        for (int i = 0; i < 10_000; i++) {
            row.append(", \"").append("x".repeat(50)).append(i).append("\": 1");
        }

        Verdict verdict =
                TestRows.judge(TestContracts.JOBS, RawRow.json(row.append('}').toString()));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        it -> assertThat(it.violations())
                                .hasSizeLessThan(300)
                                .extracting(Violation::rule)
                                .contains("min", "required", "unknown-field"));
    }

    private static RawRow hire(String field, String value) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("id", "1");
        fields.put("name", "\"Ada\"");
        fields.put("datetime", "\"2021-02-03T04:05:06Z\"");
        fields.put("department_id", "1");
        fields.put("job_id", "1");
        return json(fields, field, value);
    }

    private static RawRow badge(String field, String value) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("code", "\"AB-1\"");
        fields.put("serial", "1");
        fields.put("price", "1.5");
        fields.put("weight", "1.5");
        fields.put("active", "true");
        fields.put("since", "\"2021-02-03\"");
        fields.put("seen", "\"2021-02-03T04:05:06.789Z\"");
        fields.put("token", "\"123e4567-e89b-12d3-a456-426614174000\"");
        fields.put("level", "\"MID\"");
        return json(fields, field, value);
    }

    private static RawRow json(Map<String, String> fields, String field, String value) {
        fields.put(field, value);
        StringBuilder row = new StringBuilder();
        fields.forEach((name, text) -> row.append(row.isEmpty() ? "{" : ", ")
                .append('"')
                .append(name)
                .append("\": ")
                .append(text));
        return RawRow.json(row.append('}').toString());
    }
}
