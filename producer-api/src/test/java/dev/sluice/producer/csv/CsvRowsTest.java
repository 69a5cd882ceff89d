package dev.sluice.producer.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.problem.ProblemException;
import dev.sluice.producer.incoming.IncomingRow;
import dev.sluice.producer.refusal.MalformedBody;
import dev.sluice.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {
    private static final Contract JOBS = Contracts.shipped().get("jobs");
    private static final Contract HIRES = Contracts.shipped().get("hired_employees");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,a\n2,b",
                "1,a\n2,b\n",
                "1,a\r\n2,b\r\n",
                "1,a\r2,b\n",
                "\uFEFF1,a\n\n \t\n2,b\r\n\r\n",
                "id,job\n1,a\n2,b",
                "\n\nID,Job\n1,a\n2,b",
                "\" id \", JOB\n1,a\n2,b",
            })
    void bad21And22LineEndsBlankLinesAndHeadersAreSeen(String body) throws MalformedBody {
        List<IncomingRow> rows = rows(body, JOBS);

        assertThat(rows).extracting(CsvRowsTest::text).containsExactly("1,a", "2,b");
        assertThat(rows).extracting(IncomingRow::key).containsExactly("1", "2");
        assertThat(header(rows.get(0), Headers.CONTENT_TYPE)).contains("text/csv");
        assertThat(header(rows.get(0), Headers.COLUMNS)).isEmpty();
    }

    @Test
    void failedRowsComeBackWithTheirRemarksWhichAreNotLookedAt() throws MalformedBody {
        IncomingRow row = rows("id,job,line,reasons\n1,a,17,required job: is missing\n", JOBS)
                .get(0);

        assertThat(row.key()).isEqualTo("1");
        assertThat(header(row, Headers.COLUMNS)).contains("id,job,-line,-reasons");
    }

    @Test
    void bad21OtherDelimitersAreFoundOut() throws MalformedBody {
        assertThat(header(rows("1;a, b and c\n2;d,e", JOBS).get(0), Headers.CONTENT_TYPE))
                .contains("text/csv; delimiter=;");
        assertThat(header(rows("id\tjob\n1\ta", JOBS).get(0), Headers.CONTENT_TYPE))
                .contains("text/csv; delimiter=tab");
        assertThat(header(rows("1|a\n2|b", JOBS).get(0), Headers.CONTENT_TYPE)).contains("text/csv; delimiter=|");
    }

    @Test
    void bad21TheDelimiterMayBeGiven() throws MalformedBody {
        CsvOptions options = CsvOptions.of(";", null);

        List<IncomingRow> rows = CsvRows.of(bytes("1,a\n"), JOBS, options);

        assertThat(header(rows.get(0), Headers.CONTENT_TYPE)).contains("text/csv; delimiter=;");
    }

    @Test
    void bad22ColumnsInAnotherOrderTravelWithEachRow() throws MalformedBody {
        List<IncomingRow> rows = rows("Job_ID,name,id,department_id,DATETIME\n1,Ann,7,2,2021-01-01T00:00:00Z", HIRES);

        assertThat(rows).extracting(IncomingRow::key).containsExactly("7");
        assertThat(header(rows.get(0), Headers.COLUMNS)).contains("job_id,name,id,department_id,datetime");
    }

    @Test
    void bad22TheFirstDataRowIsNeverEaten() throws MalformedBody {
        assertThat(rows("1,job\n2,b", JOBS)).hasSize(2);
        assertThat(rows("x,job\n2,b", JOBS)).hasSize(2);
        assertThat(rows(",\n2,b", JOBS)).hasSize(2);
        assertThat(CsvRows.of(bytes("id,job\n2,b"), JOBS, CsvOptions.of(null, "false")))
                .hasSize(2);
    }

    @Test
    void aGeneratedColumnMayBeLeftOut() throws MalformedBody {
        List<IncomingRow> rows = rows("job\nPlumber", JOBS);

        assertThat(rows).extracting(IncomingRow::key).containsExactly((String) null);
        assertThat(header(rows.get(0), Headers.COLUMNS)).contains("job");
    }

    @Test
    void bad8HeadersThatDontFitAreNamed() {
        assertThatThrownBy(() -> rows("id,id,job\n", JOBS)).hasMessageContaining("duplicate column id");
        assertThatThrownBy(() -> rows("id,title\n1,a", JOBS))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("unknown column title")
                .hasMessageContaining("missing column job");
        assertThatThrownBy(() -> CsvRows.of(bytes("1,a"), JOBS, CsvOptions.of(null, "true")))
                .hasMessageContaining("unknown column 1");
    }

    @Test
    void bad23QuotedFieldsMayHoldAnything() throws MalformedBody {
        List<IncomingRow> rows = rows("1,\"a \"\"b\"\",\r\n c\" \r\n\"2\",d\"e\n", JOBS);

        assertThat(rows).extracting(CsvRowsTest::text).containsExactly("1,\"a \"\"b\"\",\r\n c\" ", "\"2\",d\"e");
        assertThat(rows).extracting(IncomingRow::key).containsExactly("1", "2");
    }

    @Test
    void bad24KeysAreTrimmed() throws MalformedBody {
        assertThat(rows(" 1 , a\n\"2\" , b\n", JOBS))
                .extracting(IncomingRow::key)
                .containsExactly("1", "2");
    }

    @Test
    void bad25And26RowsOfAnyWidthAreRows() throws MalformedBody {
        assertThat(rows("1\n,b\n\"\",c\n1,2,3\n5,e", JOBS))
                .extracting(IncomingRow::key)
                .containsExactly(null, null, null, "1", "5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,\"a\n2,b\n3,c", "1,\"a\n2,b\n3,\"c\"", "1,\"a\n2,\"b\"\n3,c\n", "1,\"a\"x\n2,b\n3,c"})
    void bad27AnUnbalancedQuoteCostsItsOwnLineOnly(String body) throws MalformedBody {
        assertThat(rows(body, JOBS)).extracting(IncomingRow::key).containsExactly("1", "2", "3");
    }

    @Test
    void bad27NoMoreThanTheFieldLimitIsConsumed() throws MalformedBody {
        String body = "1,\"a\n" + "2,b\n".repeat(200_000) + "3,c\"\n";

        assertThat(rows(body, JOBS)).hasSize(200_002);
    }

    @Test
    void bad28And29NothingInAFieldIsSpecial() throws MalformedBody {
        assertThat(rows("1,a\0b\n\\.\n2,\\N\n", JOBS))
                .extracting(CsvRowsTest::text)
                .containsExactly("1,a\0b", "\\.", "2,\\N");
    }

    @Test
    void bad2InvalidUtf8IsRefused() {
        assertThatThrownBy(() -> CsvRows.of(new byte[] {'1', ',', (byte) 0x80, '\n'}, JOBS, CsvOptions.NONE))
                .isInstanceOf(MalformedBody.class);
    }

    @Test
    void bad9AnEmptyFileHasNoRows() throws MalformedBody {
        assertThat(rows("", JOBS)).isEmpty();
        assertThat(rows("\uFEFF\r\n \n", JOBS)).isEmpty();
        assertThat(rows("id,job\n", JOBS)).isEmpty();
    }

    /** However the bytes come in, the records are the same. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,\"a\r\n\"\"b\"\r\n2,\"x\n3,c\r\r\n4, \"d\" \n",
                "1,\"a\" \"b\n2,\"\"\n",
                "\"",
                "1,\"\"\"\n2,\"\n"
            })
    void recordsDontDependOnHowTheBytesAreCut(String body) {
        byte[] bytes = bytes(body);
        List<String> whole = records(bytes, bytes.length);

        for (int step = 1; step < bytes.length; step++) {
            assertThat(records(bytes, step)).as("cut every %d bytes", step).isEqualTo(whole);
        }
    }

    private static List<String> records(byte[] bytes, int step) {
        CsvSplitter splitter = new CsvSplitter((byte) ',', 1000);
        List<String> records = new ArrayList<>();
        int from = 0;
        int to = Math.min(step, bytes.length);
        while (from < bytes.length) {
            if (splitter.find(bytes, from, to, to == bytes.length)) {
                records.add(new String(bytes, from, splitter.end() - from, StandardCharsets.UTF_8));
                from = splitter.next();
            } else {
                to = Math.min(to + step, bytes.length);
            }
        }
        return records;
    }

    private static List<IncomingRow> rows(String body, Contract contract) throws MalformedBody {
        return CsvRows.of(bytes(body), contract, CsvOptions.NONE);
    }

    private static Optional<String> header(IncomingRow row, String name) {
        return Headers.text(new RecordHeaders(row.headers()), name);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(IncomingRow row) {
        return new String(row.value(), StandardCharsets.UTF_8);
    }
}
