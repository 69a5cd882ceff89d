package dev.sluice.reports.hiring;

import dev.sluice.reports.page.Csv;
import dev.sluice.reports.page.Format;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** A report as bytes. Holds nothing that varies while the version stays: counts and the time of day go in headers. */
final class ReportText {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int CHARACTERS_A_LINE = 128;

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

    /** Written cell by cell: a map for each line of thousands costs more than reading them. */
    private static String json(Report report, int year, ReportVersion version, Report.Answer answer) {
        StringWriter text = new StringWriter(answer.rows().size() * CHARACTERS_A_LINE + CHARACTERS_A_LINE);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringProperty("report", report.name());
            json.writeNumberProperty("year", year);
            json.writePOJOProperty("asOf", Objects.toString(version.at(), null));
            answer.mean().ifPresent(mean -> json.writeNumberProperty("mean", mean));
            json.writeArrayPropertyStart("rows");
            for (List<Object> row : answer.rows()) {
                json.writeStartObject();
                for (int i = 0; i < row.size(); i++) {
                    json.writePOJOProperty(answer.columns().get(i), row.get(i));
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }
}
