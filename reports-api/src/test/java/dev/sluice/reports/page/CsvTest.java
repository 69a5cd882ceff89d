package dev.sluice.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @Test
    void cellsAreQuotedWhereTheyMustBe() {
        assertThat(Csv.exact()
                        .line(Arrays.asList("a", "b,c", "say \"hi\"", "two\nlines", " blank ", "", null, 7))
                        .take())
                .isEqualTo("a,\"b,c\",\"say \"\"hi\"\"\",\"two\nlines\",\" blank \",,,7\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@sum", "\tx"})
    void noTextBecomesAFormulaInASpreadsheet(String text) {
        String cell = Csv.forSpreadsheets().line(List.of(text)).take();

        assertThat(cell.replace("\"", "")).isEqualTo("'" + text + "\n");
        assertThat(Csv.exact().line(List.of(text)).take().replace("\"", "")).isEqualTo(text + "\n");
    }

    @Test
    void numbersAreNoFormulas() {
        assertThat(Csv.forSpreadsheets().line(List.<Object>of(-1, -2L)).take()).isEqualTo("-1,-2\n");
    }

    @Test
    void whatWasTakenIsNotTakenAgain() {
        Csv csv = Csv.exact();
        csv.line(List.of("a")).take();

        assertThat(csv.line(List.of("b")).take()).isEqualTo("b\n");
    }
}
