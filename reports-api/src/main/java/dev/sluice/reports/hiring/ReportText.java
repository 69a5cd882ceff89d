package dev.sluice.reports.hiring;

import dev.sluice.reports.page.Csv;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** A report as text. Holds nothing that varies while the version stays: counts and the time of day go in headers. */
final class ReportText {

    private static final JsonMapper JSON = JsonMapper.shared();

    private ReportText() {}

    static String csv(Report.Answer answer) {
        Csv csv = Csv.forSpreadsheets().line(answer.columns());
        answer.rows().forEach(csv::line);
        return csv.take();
    }

    static String json(Report report, int year, ReportVersion version, Report.Answer answer) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("report", report.name());
        body.put("year", year);
        body.put("asOf", Objects.toString(version.at(), null));
        answer.mean().ifPresent(mean -> body.put("mean", mean));
        body.put(
                "rows",
                answer.rows().stream().map(row -> object(answer.columns(), row)).toList());
        return JSON.writeValueAsString(body);
    }

    private static Map<String, Object> object(List<String> columns, List<Object> cells) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            object.put(columns.get(i), cells.get(i));
        }
        return object;
    }
}
