package dev.sluice.reports.rows;

import dev.sluice.access.Scope;
import dev.sluice.access.Scoped;
import dev.sluice.contract.Column;
import dev.sluice.reports.page.Csv;
import dev.sluice.reports.page.Format;
import dev.sluice.reports.page.Links;
import dev.sluice.reports.page.Parameter;
import dev.sluice.reports.page.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/tables/**}: what the tables hold. */
@RestController
@RequestMapping("/v1/tables")
@Scoped(Scope.READ)
final class TableRoutes {

    private static final int USUAL_PAGE = 100;
    private static final int LARGEST_PAGE = 1_000;

    private final TableList tables;

    TableRoutes(TableList tables) {
        this.tables = tables;
    }

    record Tables(List<TableList.TableAnswer> tables) {}

    /** @param links {@code next} where there may be more */
    record Page(String table, List<Map<String, @Nullable Object>> rows, Map<String, String> links) {}

    @GetMapping
    Tables all() {
        return new Tables(tables.all());
    }

    @GetMapping("/{table}")
    TableList.TableAnswer one(@PathVariable String table) {
        return tables.all().stream()
                .filter(answer -> answer.table().equals(table))
                .findFirst()
                .orElseThrow(() -> Refusal.unknownTable(table));
    }

    @GetMapping("/{table}/rows")
    ResponseEntity<Object> rows(
            @PathVariable String table,
            @RequestParam Map<String, String> parameters,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
        TableRows rows = find(table);
        int limit = Parameter.number("limit", parameters.get("limit"), USUAL_PAGE, 1, LARGEST_PAGE);
        Optional<String> after = Optional.ofNullable(parameters.get("after"));
        if (!after.map(rows::isKey).orElse(true)) {
            throw Refusal.badParameter("after", "a key of the table " + table);
        }
        Format format = Format.of(parameters.get("format"), accept).orElseThrow(Refusal::notAcceptable);
        List<Row> page = rows.page(after, limit);
        Map<String, String> links = page.size() < limit
                ? Map.of()
                : Map.of(
                        "next",
                        Links.with(
                                "/v1/tables/" + table + "/rows", parameters, "after", rows.key(page.get(limit - 1))));
        return format == Format.CSV ? csv(rows, page, links) : json(rows, page, links);
    }

    @GetMapping("/{table}/rows/{key}")
    Map<String, @Nullable Object> row(@PathVariable String table, @PathVariable String key) {
        TableRows rows = find(table);
        return rows.row(key)
                .map(row -> RowText.object(rows.contract().columns(), row))
                .orElseThrow(() -> Refusal.unknownRow(table, key));
    }

    private TableRows find(String table) {
        return tables.find(table).orElseThrow(() -> Refusal.unknownTable(table));
    }

    private static ResponseEntity<Object> json(TableRows rows, List<Row> page, Map<String, String> links) {
        List<Column> columns = rows.contract().columns();
        return ResponseEntity.ok()
                .contentType(Format.JSON.type())
                .body(new Page(
                        rows.contract().table(),
                        page.stream().map(row -> RowText.object(columns, row)).toList(),
                        links));
    }

    private static ResponseEntity<Object> csv(TableRows rows, List<Row> page, Map<String, String> links) {
        Csv csv = Csv.forSpreadsheets()
                .line(rows.contract().columns().stream().map(Column::name).toList());
        page.forEach(row -> csv.line(RowText.cells(row)));
        ResponseEntity.BodyBuilder response = ResponseEntity.ok().contentType(Format.CSV.type());
        links.forEach((name, link) -> response.header(HttpHeaders.LINK, "<%s>; rel=\"%s\"".formatted(link, name)));
        return response.body(csv.take());
    }
}
