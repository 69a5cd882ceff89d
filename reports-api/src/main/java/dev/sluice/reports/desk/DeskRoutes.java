package dev.sluice.reports.desk;

import dev.sluice.access.Scope;
import dev.sluice.access.Scoped;
import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.letters.FilterParameters;
import dev.sluice.letters.LetterFilter;
import dev.sluice.letters.LetterId;
import dev.sluice.reports.page.Csv;
import dev.sluice.reports.page.Format;
import dev.sluice.reports.page.Links;
import dev.sluice.reports.page.Parameter;
import dev.sluice.reports.page.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/dead-letters/**}: the desk. */
@RestController
@Scoped(Scope.READ)
final class DeskRoutes {

    private static final int USUAL_PAGE = 50;
    private static final int LARGEST_PAGE = 500;

    private final Letters letters;
    private final Shapes shapes;
    private final Contracts contracts;
    private final PayloadView view;

    DeskRoutes(Letters letters, Shapes shapes, Contracts contracts, PayloadView view) {
        this.letters = letters;
        this.shapes = shapes;
        this.contracts = contracts;
        this.view = view;
    }

    /** @param links {@code next} where there may be more */
    record Page(List<LetterAnswer> letters, Map<String, String> links) {}

    /**
     * @param complete whether all matches were counted
     */
    record Groups(long letters, boolean complete, List<Group> groups) {}

    @GetMapping("/v1/dead-letters")
    Page list(@RequestParam Map<String, String> parameters) {
        LetterFilter filter = FilterParameters.filter(parameters);
        int limit = Parameter.number("limit", parameters.get("limit"), USUAL_PAGE, 1, LARGEST_PAGE);
        Optional<UUID> after = Optional.ofNullable(parameters.get("after")).map(FilterParameters::id);
        List<Letter> page = letters.page(filter, after, limit);
        return new Page(
                page.stream().map(LetterAnswer::listed).toList(),
                page.size() < limit
                        ? Map.of()
                        : Map.of(
                                "next",
                                Links.with(
                                        "/v1/dead-letters",
                                        parameters,
                                        "after",
                                        page.get(limit - 1).id().toString())));
    }

    /** Failed rows of one table, to be mended and uploaded. */
    @GetMapping(value = "/v1/dead-letters", params = "format=csv")
    void export(@RequestParam Map<String, String> parameters, HttpServletResponse response) throws IOException {
        LetterFilter filter = FilterParameters.filter(parameters);
        Contract contract = filter.table()
                .or(() -> shapes.onlyTable(filter))
                .flatMap(contracts::find)
                .orElseThrow(
                        () -> Refusal.badParameter("table", "given, since the rows have the columns of one table"));
        boolean neutral = Boolean.parseBoolean(parameters.get("neutral"));
        LetterCsv csv = new LetterCsv(contract, view, neutral ? Csv.forSpreadsheets() : Csv.exact());
        response.setContentType(Format.CSV.type().toString());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"%s.rejects.csv\"".formatted(contract.table()));
        OutputStream out = response.getOutputStream();
        Output.write(out, csv.header());
        letters.each(filter.of(contract.table()), letter -> Output.write(out, csv.line(letter)));
    }

    @GetMapping("/v1/dead-letters/groups")
    Groups groups(@RequestParam Map<String, String> parameters) {
        LetterFilter filter = FilterParameters.filter(parameters);
        GroupBy by = GroupBy.of(parameters.getOrDefault("by", "field"));
        List<Shapes.Count> counts = shapes.count(filter);
        long sum = counts.stream().mapToLong(Shapes.Count::letters).sum();
        return new Groups(sum, filter.byShapeOnly() || sum < Shapes.COUNTED_AT_MOST, by.group(counts));
    }

    @GetMapping("/v1/dead-letters/{id}")
    LetterAnswer one(@PathVariable String id) {
        Letter letter = LetterId.parse(id).flatMap(letters::one).orElseThrow(() -> Refusal.unknownLetter(id));
        Map<String, String> fields = contracts
                .find(letter.table())
                .flatMap(contract -> view.fields(letter.payload(), contract))
                .orElse(null);
        return LetterAnswer.whole(letter, fields, history(letter));
    }

    /** Attempt by attempt, and then what became of the last. */
    private List<LetterAnswer.Event> history(Letter letter) {
        List<Letter> attempts = letters.attempts(letter);
        List<LetterAnswer.Event> events = new ArrayList<>();
        for (Letter attempt : attempts) {
            events.add(new LetterAnswer.Event(attempt.createdAt(), "set-aside", attempt.batch(), attempt.id(), null));
        }
        Letter last = attempts.get(attempts.size() - 1);
        if (!last.state().equals("open")) {
            events.add(new LetterAnswer.Event(
                    last.stateAt(), last.state(), last.stateBy(), last.id(), last.stateReason()));
        }
        return events;
    }
}
