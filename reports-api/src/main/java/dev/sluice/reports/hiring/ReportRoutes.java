package dev.sluice.reports.hiring;

import dev.sluice.access.Scope;
import dev.sluice.access.Scoped;
import dev.sluice.reports.page.Format;
import dev.sluice.reports.page.Parameter;
import dev.sluice.reports.page.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/reports/**}. What varies while a report stays the same goes in headers, so that its ETag holds. */
@RestController
@Scoped(Scope.READ)
final class ReportRoutes {

    /** The year that the house was built for. */
    private static final int USUAL_YEAR = 2021;

    private final Reports reports;
    private final Behind behind;
    private final String contracts;
    private final ReportMetrics metrics;
    private final RecentAnswers recent = new RecentAnswers();

    /** @param contracts what the tables promise: another promise, another answer */
    ReportRoutes(Reports reports, Behind behind, String contracts, ReportMetrics metrics) {
        this.reports = reports;
        this.behind = behind;
        this.contracts = contracts;
        this.metrics = metrics;
    }

    record Listed(String report, String title, String href) {}

    @GetMapping("/v1/reports")
    List<Listed> list() {
        return reports.all().stream()
                .map(report -> new Listed(report.name(), report.title(), "/v1/reports/" + report.name()))
                .toList();
    }

    @GetMapping("/v1/reports/{name}")
    ResponseEntity<byte[]> report(
            @PathVariable String name,
            @RequestParam @Nullable String year,
            @RequestParam(name = "format") @Nullable String asked,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String known) {
        Report report = reports.find(name).orElseThrow(() -> Refusal.unknownReport(name));
        int wanted = Parameter.number("year", year, USUAL_YEAR, 1, 9999);
        Format format = Format.of(asked, accept).orElseThrow(Refusal::notAcceptable);
        Reports.Outcome outcome = metrics.timed(() -> reports.read(
                report,
                wanted,
                version -> knows(known, etag(version, report, wanted, format)),
                version -> recent.find(etag(version, report, wanted, format))));
        if (outcome instanceof Reports.Outcome.Unchanged unchanged) {
            return headers(HttpStatus.NOT_MODIFIED, etag(unchanged.version(), report, wanted, format))
                    .build();
        }
        if (outcome instanceof Reports.Outcome.Recent written) {
            return answer(report, wanted, format, etag(written.version(), report, wanted, format), written.text());
        }
        if (outcome instanceof Reports.Outcome.Read read) {
            String etag = etag(read.version(), report, wanted, format);
            ReportText text = ReportText.of(report, wanted, format, read.version(), read.answer());
            recent.keep(etag, text);
            return answer(report, wanted, format, etag, text);
        }
        throw Refusal.notCountedYet();
    }

    private ResponseEntity<byte[]> answer(Report report, int year, Format format, String etag, ReportText text) {
        ResponseEntity.BodyBuilder response = headers(HttpStatus.OK, etag).contentType(format.type());
        text.mean().ifPresent(mean -> response.header("Sluice-Mean", String.valueOf(mean)));
        if (format == Format.CSV) {
            response.header(
                    HttpHeaders.CONTENT_DISPOSITION,
                    "attachment; filename=\"%s-%d.csv\"".formatted(report.name(), year));
        }
        return response.body(text.bytes());
    }

    private ResponseEntity.BodyBuilder headers(HttpStatus status, String etag) {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(status)
                .eTag(etag)
                .cacheControl(CacheControl.noCache())
                .varyBy(HttpHeaders.ACCEPT);
        for (Map.Entry<String, Long> count : behind.counts().entrySet()) {
            response.header("Sluice-" + count.getKey(), String.valueOf(count.getValue()));
        }
        return response;
    }

    private String etag(ReportVersion version, Report report, int year, Format format) {
        return version.etag(report.name() + "/" + year + "/" + format + "/" + contracts);
    }

    private static boolean knows(@Nullable String known, String etag) {
        return Optional.ofNullable(known).stream()
                .flatMap(header -> List.of(header.split(",")).stream())
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag));
    }
}
