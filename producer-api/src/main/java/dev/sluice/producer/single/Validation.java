package dev.sluice.producer.single;

import dev.sluice.contract.Contract;
import dev.sluice.producer.batch.GeneratedIds;
import dev.sluice.producer.incoming.IncomingRow;
import dev.sluice.row.Verdict;
import dev.sluice.row.Violation;
import dev.sluice.row.WriterSchemas;
import java.util.ArrayList;
import java.util.List;

/** Says what would become of rows, by the judge that the validator asks and the parents that are stored. */
final class Validation {
    private final Prospects prospects;

    Validation(StoredTables tables) {
        this.prospects = new Prospects(tables, WriterSchemas.NONE);
    }

    /**
     * @param waiting rows whose parents are not there: they would wait for them, and be set aside if none came
     */
    record Report(String table, int rows, int valid, int rejected, int waiting, List<Line> verdicts) {}

    /** @param verdict {@code valid}, {@code rejected} or {@code waiting} */
    record Line(int row, String verdict, List<Violation> violations) {}

    Report of(Contract contract, List<IncomingRow> rows) {
        List<Line> lines = new ArrayList<>();
        for (Verdict verdict : prospects.of(contract, withIds(contract, rows))) {
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

    private static Line line(int row, Verdict verdict) {
        String name = verdict.fold(valid -> "valid", removed -> "valid", rejected -> "rejected", waiting -> "waiting");
        return new Line(row, name, Prospects.violations(verdict));
    }

    private static int count(List<Line> lines, String verdict) {
        return (int)
                lines.stream().filter(line -> line.verdict().equals(verdict)).count();
    }
}
