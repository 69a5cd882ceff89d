package dev.sluice.reports.desk;

import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import dev.sluice.reports.page.Csv;
import dev.sluice.row.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Failed rows of one table as CSV: the contract's columns as they came, then the line and the reasons. */
final class LetterCsv {

    /** An upload passes these over, so that the file can be mended and sent in as it is. */
    static final List<String> EXTRA = List.of("line", "reasons");

    private final Contract contract;
    private final PayloadView view;
    private final Csv csv;

    LetterCsv(Contract contract, PayloadView view, Csv csv) {
        this.contract = contract;
        this.view = view;
        this.csv = csv;
    }

    String header() {
        List<String> names = new ArrayList<>();
        contract.columns().forEach(column -> names.add(column.name()));
        names.addAll(EXTRA);
        return csv.line(names).take();
    }

    /** A row whose bytes can't be read has its line and its reasons only. */
    String line(Letter letter) {
        Map<String, String> fields = view.fields(letter.payload(), contract).orElse(Map.of());
        List<@Nullable Object> cells = new ArrayList<>();
        for (Column column : contract.columns()) {
            cells.add(fields.get(column.name()));
        }
        cells.add(letter.row());
        cells.add(letter.reasons().stream().map(LetterCsv::text).collect(Collectors.joining("; ")));
        return csv.line(cells).take();
    }

    private static String text(Violation reason) {
        String about = reason.field() == null ? reason.rule() : reason.rule() + " " + reason.field();
        return reason.message().isEmpty() ? about : about + ": " + reason.message();
    }
}
