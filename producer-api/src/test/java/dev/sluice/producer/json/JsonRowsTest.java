package dev.sluice.producer.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.producer.incoming.IncomingRow;
import dev.sluice.producer.refusal.MalformedBody;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRowsTest {
    private static final Contracts CONTRACTS = Contracts.shipped();
    private static final Contract JOBS = CONTRACTS.get("jobs");

    @Test
    void rowsKeepTheirBytes() throws MalformedBody {
        String first = "{ \"id\" : 1,\"job\":\"Caf\\u00e9 🙂\" }";
        String second = "{\"job\":{\"a\":[1,2.5e-3,true,null,\"}\"]},\"id\":20}";

        List<IncomingRow> rows = array(" [" + first + " ,\n" + second + "]\n");

        assertThat(rows).extracting(IncomingRow::key).containsExactly("1", "20");
        assertThat(rows).extracting(JsonRowsTest::text).containsExactly(first, second);
    }

    @Test
    void escapedNamesAreNames() throws MalformedBody {
        assertThat(array("[{\"\\u0069d\":7}]")).extracting(IncomingRow::key).containsExactly("7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"id\":\"x\"}", "{\"id\":1.5}", "{\"id\":null}", "17", "null", "[]"})
    void aRowWithoutReadableKeyIsStillARow(String row) throws MalformedBody {
        List<IncomingRow> rows = array("[" + row + ",{\"id\":2}]");

        assertThat(rows).extracting(IncomingRow::key).containsExactly(null, "2");
        assertThat(text(rows.get(0))).isEqualTo(row);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|1|1|the body is empty",
                "` `|1|2|the body is empty",
                "[{\"id\":1}|1|10|expected ',' or ']' but found the end",
                "[{\"id\":1},]|1|11|not a JSON value: ']'",
                "[{\"id\":1}][]|1|11|expected the end of the document but found '['",
                "[{\"id\":NaN}]|1|8|not a JSON value: 'N'",
                "[{\"id\":01}]|1|9|a number must not begin with 0",
                "[{\"id\":-}]|1|9|a digit is missing in a number",
                "[{\"id\":1.}]|1|10|a digit is missing in a number",
                "[{\"é\":+1}]|1|7|not a JSON value: '+'",
                "[{'id':1}]|1|3|expected '\"' to open a text but found '''",
                "[{\"id\":tru}]|1|11|not a JSON value; did you mean true?",
                "[{\"id\":\"\\x\"}]|1|10|no such escape in a text",
                "[{\"id\":\"\\u12g4\"}]|1|13|\\u must be followed by four hexadecimal digits",
                "{\"id\":1}|1|1|expected '[' to open an array of rows but found '{'",
                "17|1|1|expected '[' to open an array of rows but found '1'",
            })
    void bad1MalformedJsonIsRefusedWithItsPlace(String body, int line, int column, String reason) {
        MalformedBody wrong = catchThrowableOfType(MalformedBody.class, () -> array(body));

        assertThat(wrong).hasMessage(reason);
        assertThat(wrong.line()).isEqualTo(line);
        assertThat(wrong.column()).isEqualTo(column);
    }

    @Test
    void bad1LinesAreCounted() {
        MalformedBody wrong =
                catchThrowableOfType(MalformedBody.class, () -> array("[\n{\"id\":1},\r\n  {\"id\":2,}]"));

        assertThat(wrong.line()).isEqualTo(3);
        assertThat(wrong.column()).isEqualTo(11);
    }

    @Test
    void bad1RawControlCharactersAreRefused() {
        assertThatThrownBy(() -> array("[{\"job\":\"a\tb\"}]"))
                .hasMessage("a control character must be escaped in a text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C080", "80", "E28228", "EDA080", "F4908080", "F0808080", "E282", "FF"})
    void bad2InvalidUtf8IsRefused(String hex) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("[{\"job\":\"".getBytes(StandardCharsets.UTF_8));
        body.writeBytes(java.util.HexFormat.of().parseHex(hex));
        body.writeBytes("\"}]".getBytes(StandardCharsets.UTF_8));

        MalformedBody wrong = catchThrowableOfType(MalformedBody.class, () -> JsonRows.array(body.toByteArray(), JOBS));

        assertThat(wrong).hasMessage("the bytes are not valid UTF-8");
        assertThat(wrong.column()).isEqualTo(10);
    }

    @Test
    void bad4NestingHasALimit() throws MalformedBody {
        assertThat(array("[".repeat(32) + "]".repeat(32))).hasSize(1);
        assertThatThrownBy(() -> array("[".repeat(33) + "]".repeat(33))).hasMessage("nested deeper than 32 levels");
        assertThatThrownBy(() -> array("[{\"a\":".repeat(500_000))).hasMessage("nested deeper than 32 levels");
    }

    @Test
    void bad4NumbersHaveALimit() throws MalformedBody {
        assertThat(array("[{\"id\":" + "1".repeat(1000) + "}]")).hasSize(1);
        assertThatThrownBy(() -> array("[{\"id\":" + "1".repeat(1001) + "}]")).isInstanceOf(MalformedBody.class);
    }

    @Test
    void linesAreRows() throws MalformedBody {
        List<IncomingRow> rows = JsonRows.lines(bytes("\uFEFF{\"id\":1}\r\n\n  \n {\"id\":2} \n{\"id\":3}"), JOBS);

        assertThat(rows).extracting(IncomingRow::key).containsExactly("1", "2", "3");
        assertThat(rows).extracting(JsonRowsTest::text).containsExactly("{\"id\":1}", "{\"id\":2}", "{\"id\":3}");
    }

    @Test
    void bad1ABrokenLineSaysWhich() {
        MalformedBody wrong = catchThrowableOfType(
                MalformedBody.class, () -> JsonRows.lines(bytes("{\"id\":1}\n{\"id\":2} x"), JOBS));

        assertThat(wrong).hasMessage("expected the end of the line but found 'x'");
        assertThat(wrong.line()).isEqualTo(2);
        assertThat(wrong.column()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"departments\":[{\"id\":1},{\"id\":2}],\"jobs\":[{\"id\":3}]}",
                "[{\"departments\":[{\"id\":1}]},{\"jobs\":[{\"id\":3}]},{\"departments\":[{\"id\":2}]}]",
                "[{\"departments\":[{\"id\":1},{\"id\":2}],\"jobs\":[{\"id\":3}]},{}]",
            })
    void mixedBodiesSayWhichTable(String body) throws MalformedBody {
        Map<Contract, List<IncomingRow>> tables = JsonRows.mixed(bytes(body), CONTRACTS::get);

        assertThat(tables.get(CONTRACTS.get("departments")))
                .extracting(IncomingRow::key)
                .containsExactly("1", "2");
        assertThat(tables.get(JOBS)).extracting(IncomingRow::key).containsExactly("3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "{\"jobs\":{}}", "{\"jobs\":[]}x", "\"jobs\""})
    void bad1OtherShapesOfAMixedBodyAreRefused(String body) {
        assertThatThrownBy(() -> JsonRows.mixed(bytes(body), CONTRACTS::get)).isInstanceOf(MalformedBody.class);
    }

    private static List<IncomingRow> array(String body) throws MalformedBody {
        return JsonRows.array(bytes(body), JOBS);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(IncomingRow row) {
        return new String(row.value(), StandardCharsets.UTF_8);
    }
}
