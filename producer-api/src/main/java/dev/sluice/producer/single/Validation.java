package dev.sluice.producer.single;

import dev.sluice.contract.Contract;
import dev.sluice.producer.batch.GeneratedIds;
import dev.sluice.producer.incoming.IncomingRow;
import dev.sluice.row.RawRow;
import dev.sluice.row.Reference;
import dev.sluice.row.RowJudge;
import dev.sluice.row.Verdict;
import dev.sluice.row.Violation;
import dev.sluice.row.WriterSchemas;
import dev.sluice.wire.Headers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Says what would become of rows, by the judge that the validator asks and the parents that are stored. */
final class Validation {
    private final StoredTables tables;

    Validation(StoredTables tables) {
        this.tables = tables;
    }

    /**
     * @param waiting rows whose parents are not there: they would wait for them, and be set aside if none came
     */
    record Report(String table, int rows, int valid, int rejected, int waiting, List<Line> verdicts) {}

    /** @param verdict {@code valid}, {@code rejected} or {@code waiting} */
    record Line(int row, String verdict, List<Violation> violations) {}

    Report of(Contract contract, List<IncomingRow> rows) {
        RowJudge judge = RowJudge.of(contract, WriterSchemas.NONE);
        List<RawRow> raw = withIds(contract, rows).stream().map(Validation::raw).toList();
        Map<String, Set<String>> wanted = new HashMap<>();
        raw.forEach(row -> judge.judge(row, (table, key) -> {
            wanted.computeIfAbsent(table, it -> new HashSet<>()).add(key);
            return true;
        }));
        Map<String, Set<String>> present = new HashMap<>();
        wanted.forEach((table, keys) -> present.put(table, tables.present(table, keys)));
        List<Line> lines = new ArrayList<>();
        for (RawRow row : raw) {
            Verdict verdict = judge.judge(
                    row, (table, key) -> present.getOrDefault(table, Set.of()).contains(key));
            lines.add(line(lines.size() + 1, verdict));
        }
        return new Report(
                contract.table(),
                rows.size(),
                count(lines, "valid"),
                count(lines, "rejected"),
                count(lines, "waiting"),
                lines);
    }

    /** Rows that would be given an id are judged with one, whichever; none is used up for it. */
    private static List<IncomingRow> withIds(Contract contract, List<IncomingRow> rows) {
        return GeneratedIds.gives(contract)
                ? rows.stream()
                        .map(row -> row.keyAbsent() ? row.withGeneratedKey("1") : row)
                        .toList()
                : rows;
    }

    private static RawRow raw(IncomingRow row) {
        RecordHeaders headers = new RecordHeaders(row.headers());
        Header type = headers.lastHeader(Headers.CONTENT_TYPE);
        Header columns = headers.lastHeader(Headers.COLUMNS);
        Header id = headers.lastHeader(Headers.GENERATED_ID);
        return new RawRow(
                null,
                row.value(),
                type == null ? null : type.value(),
                columns == null ? null : columns.value(),
                id == null ? null : id.value(),
                false);
    }

    private static Line line(int row, Verdict verdict) {
        return verdict.fold(
                valid -> new Line(row, "valid", List.of()),
                removed -> new Line(row, "valid", List.of()),
                rejected -> new Line(row, "rejected", rejected.violations()),
                waiting -> new Line(
                        row,
                        "waiting",
                        waiting.missing().stream().map(Reference::violation).toList()));
    }

    private static int count(List<Line> lines, String verdict) {
        return (int)
                lines.stream().filter(line -> line.verdict().equals(verdict)).count();
    }
}
