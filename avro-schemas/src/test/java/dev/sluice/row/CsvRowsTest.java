package dev.sluice.row;

import static dev.sluice.row.TestRows.decode;
import static dev.sluice.row.TestRows.valid;
import static dev.sluice.row.TestRows.violations;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The particulars of CSV that concern one line; each test carries the number of its line in the catalogue as a tag. */
class CsvRowsTest {

    @Tag("bad-input-21")
    @ParameterizedTest
    @ValueSource(strings = {"1,Painter", "\ufeff1,Painter", "1,Painter\n", "1,Painter\r\n", "1,Painter\r"})
    void aByteOrderMarkAndALineEndAreNoPartOfTheRow(String line) {
        assertThat(decode(valid(TestContracts.JOBS, RawRow.csv(line))).get("job"))
                .hasToString("Painter");
    }

    @Tag("bad-input-21")
    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            text/csv; delimiter=;           ~ 1;Painter, head
            text/csv;charset=utf-8;delimiter=";" ~ 1;Painter, head
            Text/CSV; Delimiter=|           ~ 1|Painter, head
            text/csv; delimiter=tab         ~ 1\tPainter, head
            text/csv; delimiter="\t"        ~ 1\t Painter, head
            text/csv; delimiter=%09         ~ 1\tPainter, head
            text/csv                        ~ 1,"Painter, head"
            """)
    void theDelimiterIsThatOfTheContentType(String contentType, String line) {
        Row row = valid(TestContracts.JOBS, RawRow.csv(line).withContentType(contentType));

        assertThat(decode(row).get("job")).hasToString("Painter, head");
    }

    @Tag("bad-input-22")
    @ParameterizedTest
    @ValueSource(strings = {"job,id", "JOB,Id", " job , \"id\" "})
    void columnsMayComeInAnyOrderWhenTheyAreNamed(String columns) {
        Row row = valid(TestContracts.JOBS, RawRow.csv("Painter,1").withColumns(columns));

        assertThat(decode(row).get("job")).hasToString("Painter");
        assertThat(row.key()).isEqualTo("1");
    }

    @Tag("bad-input-22")
    @Test
    void namedColumnsMustBeThoseOfTheContract() {
        assertThat(violations(TestContracts.JOBS, RawRow.csv("1,Painter,x").withColumns("id,job,salary")))
                .containsExactly("unknown-field:salary");
        assertThat(violations(TestContracts.JOBS, RawRow.csv("1,Painter,2").withColumns("id,job,id")))
                .containsExactly("duplicate-field:id");
        assertThat(violations(TestContracts.JOBS, RawRow.csv("1").withColumns("id")))
                .containsExactly("required:job");
    }

    @Test
    void whatStandsUnderANameBehindAMinusIsPassedOver() {
        Row row =
                valid(TestContracts.JOBS, RawRow.csv("1,17,Painter,\"is fine\"").withColumns("id,-line,job,-reasons"));

        assertThat(decode(row).get("job")).hasToString("Painter");
        assertThat(violations(TestContracts.JOBS, RawRow.csv("1,17,Painter").withColumns("id,line,job")))
                .containsExactly("unknown-field:line");
    }

    @Tag("bad-input-22")
    @Test
    void aHeaderOfHalfAMillionNamesLeavesNothingBehind() {
        RawRow raw = RawRow.csv("1,Painter").withColumns(",".repeat(500_000));

        assertThat(violations(TestContracts.JOBS, raw)).containsExactly("column-count");
    }

    @Tag("bad-input-23")
    @Test
    void quotesAreTakenOffAndTheirContentKept() {
        assertThat(job("1,\"Painter\"")).isEqualTo("Painter");
        assertThat(job("\"1\",\"a \"\"b\"\" c\"")).isEqualTo("a \"b\" c");
        assertThat(job("1,\"\"\"\"")).isEqualTo("\"");
        assertThat(job("1,\"\"\"a\"\"\"")).isEqualTo("\"a\"");
        assertThat(job("1,\"a,b\"")).isEqualTo("a,b");
        assertThat(job("1,\"a\nb\r\nc\"")).isEqualTo("a\nb\r\nc");
        assertThat(job("1, \"a\" \t")).isEqualTo("a");
        assertThat(job("1,\" a \"")).isEqualTo(" a ");
    }

    @Tag("bad-input-23")
    @Test
    void aQuoteInsideAnUnquotedValueIsACharacterLikeAnyOther() {
        assertThat(job("1,5\" pipe")).isEqualTo("5\" pipe");
        assertThat(job("1,a\"b\"c")).isEqualTo("a\"b\"c");
    }

    @Tag("bad-input-24")
    @Test
    void spaceAroundAnUnquotedValueIsTrimmed() {
        Row row = valid(TestContracts.JOBS, RawRow.csv(" \t1 ,\t Supply Chain \t"));

        assertThat(row.key()).isEqualTo("1");
        assertThat(decode(row).get("job")).hasToString("Supply Chain");
    }

    @Tag("bad-input-25")
    @ParameterizedTest
    @ValueSource(strings = {"1,", "1,\"\"", "1,   ", "1,\"  \"", "1, \"\" ", "1,\u00a0"})
    void anEmptyFieldIsMissing(String line) {
        assertThat(violations(TestContracts.JOBS, RawRow.csv(line))).containsExactly("required:job");
    }

    @Tag("bad-input-25")
    @Test
    void anEmptyFieldOfAnOptionalColumnIsNull() {
        Row row = valid(TestContracts.SHIFTS, RawRow.csv("2021-02-03,Lab,LATE,"));

        assertThat(decode(row).get("hours")).isNull();
    }

    @Tag("bad-input-26")
    @ParameterizedTest
    @ValueSource(strings = {"1", "1,Painter,", "1,Painter,x,y", "nonsense", " "})
    void tooFewOrTooManyColumnsAreTheOnlyReason(String line) {
        assertThat(violations(TestContracts.JOBS, RawRow.csv(line))).containsExactly("column-count");
    }

    @Tag("bad-input-27")
    @ParameterizedTest
    @ValueSource(
            strings = {"1,\"Painter", "1,\"", "1,\"Painter\"\"", "1,\"Pain\"ter", "1,\"a\" \"b\"", "1,\"Painter\n"})
    void aQuoteWithoutPartnerIsUnbalanced(String line) {
        assertThat(violations(TestContracts.JOBS, RawRow.csv(line))).containsExactly("unbalanced-quote:job");
    }

    @Tag("bad-input-28")
    @Test
    void aNulInAFieldIsRefusedWhateverTheType() {
        assertThat(violations(TestContracts.HIRES, RawRow.csv("1\0,a\0b,\0,1,1")))
                .containsExactly("nul-character:id", "nul-character:name", "nul-character:datetime");
    }

    @Tag("bad-input-29")
    @ParameterizedTest
    @ValueSource(strings = {"\\.", "\\N", "NULL", "null", "\\\\", "\\n"})
    void whatCopyTakesForASignIsPlainData(String job) {
        assertThat(decode(valid(TestContracts.JOBS, RawRow.csv("1," + job))).get("job"))
                .hasToString(job);
    }

    @Tag("bad-input-29")
    @Test
    void aLineThatIsOnlyBackslashAndPointIsARowLikeAnyOther() {
        assertThat(violations(TestContracts.JOBS, RawRow.csv("\\."))).containsExactly("column-count");
    }

    @Tag("bad-input-30")
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+49 30 1", "-x", "@home"})
    void aFieldThatASpreadsheetWouldRunIsStoredAsItIs(String job) {
        assertThat(decode(valid(TestContracts.JOBS, RawRow.csv("1," + job))).get("job"))
                .hasToString(job);
    }

    @Tag("bad-input-51")
    @Test
    void aRecordOfTwoLinesIsNoRow() {
        assertThat(violations(TestContracts.JOBS, RawRow.csv("1,Painter\n2,Baker")))
                .containsExactly("not-decodable");
        assertThat(violations(TestContracts.JOBS, RawRow.csv("1,Painter\n\n"))).containsExactly("not-decodable");
    }

    @Test
    void everyTypeIsReadFromCsv() {
        Row row = valid(
                TestContracts.BADGES,
                RawRow.csv("AB-1,9,-2,1.5,-12.0000000001,1e3,,true,false,2021-02-03,,2021-02-03T04:05:06.789Z,"
                        + "1970-01-01T01:00:00+01:00,123E4567-E89B-12D3-A456-426614174000,HIGH,é,7"));

        GenericRecord values = decode(row);
        assertThat(TestRows.unscaled(values.get("price"))).isEqualTo(150);
        assertThat(TestRows.unscaled(values.get("budget"))).isEqualTo(-120_000_000_001L);
        values.put("price", null);
        values.put("budget", null);
        assertThat(values).hasToString("""
                {"code": "AB-1", "serial": 9, "floor": -2, "price": null, "budget": null, \
                "weight": 1000.0, "drift": null, "active": true, "spare": false, "since": 18661, "until": null, \
                "seen": 1612325106789, "left": 0, "token": "123e4567-e89b-12d3-a456-426614174000", "level": "HIGH", \
                "note": "é", "department_id": 7}""");
        assertThat(row.references()).containsExactly(new Reference("department_id", "departments", "7"));
    }

    private static String job(String line) {
        return decode(valid(TestContracts.JOBS, RawRow.csv(line))).get("job").toString();
    }
}
