package dev.sluice.reports.hiring;

import dev.sluice.reports.page.Csv;
import dev.sluice.reports.page.Format;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import tools.jackson.databind.json.JsonMapper;

/** A report as bytes. Holds nothing that varies while the version stays: counts and the time of day go in headers. */
final class ReportText {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final byte[] bytes;
    private final OptionalDouble mean;

    private ReportText(String text, OptionalDouble mean) {
        this.bytes = text.getBytes(StandardCharsets.UTF_8);
        this.mean = mean;
    }

    static ReportText of(Report report, int year, Format format, ReportVersion version, Report.Answer answer) {
        String text = format == Format.CSV ? csv(answer) : json(report, year, version, answer);
        return new ReportText(text, answer.mean());
    }

    byte[] bytes() {
        return bytes.clone();
    }

    int size() {
        return bytes.length;
    }

    OptionalDouble mean() {
        return mean;
    }

    static String csv(Report.Answer answer) {
        Csv csv = Csv.forSpreadsheets().line(answer.columns());
        answer.rows().forEach(csv::line);
        return csv.take();
    }

    private static String json(Report report, int year, ReportVersion version, Report.Answer answer) {
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
