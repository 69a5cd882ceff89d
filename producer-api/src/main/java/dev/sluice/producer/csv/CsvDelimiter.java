package dev.sluice.producer.csv;

import dev.sluice.contract.Contract;
import dev.sluice.row.RawRow;
import dev.sluice.row.References;
import dev.sluice.row.RowJudge;
import dev.sluice.row.Verdict;
import dev.sluice.row.WriterSchemas;
import java.util.Arrays;
import java.util.List;

/** Guesses the delimiter from the first lines of a body: the one that makes most of them good rows of the table. */
final class CsvDelimiter {
    private static final byte[] CANDIDATES = {',', ';', '\t', '|'};
    private static final int LINES = 20;
    private static final int REACH = 64 * 1024;
    private static final int GOOD = 1_000_000;
    private static final int RIGHT_WIDTH = 1_000;

    private final Contract contract;
    private final RowJudge judge;

    private CsvDelimiter(Contract contract) {
        this.contract = contract;
        this.judge = RowJudge.of(contract, WriterSchemas.NONE);
    }

    static byte guess(Contract contract, byte[] b, int from, int to) {
        CsvDelimiter guess = new CsvDelimiter(contract);
        byte best = ',';
        long bestScore = 0;
        for (byte candidate : CANDIDATES) {
            long score = guess.score(candidate, b, from, to);
            if (score > bestScore) {
                bestScore = score;
                best = candidate;
            }
        }
        return best;
    }

    private long score(byte delimiter, byte[] b, int from, int to) {
        CsvSplitter splitter = new CsvSplitter(delimiter, REACH);
        CsvLayout layout = CsvLayout.usual(contract, delimiter);
        long score = 0;
        int lines = 0;
        int pos = from;
        while (lines < LINES && pos < to && splitter.find(b, pos, to, true)) {
            byte[] line = Arrays.copyOfRange(b, pos, splitter.end());
            pos = splitter.next();
            if (!CsvRows.blank(line, 0, line.length, delimiter)) {
                List<String> fields = CsvFields.of(line, 0, line.length, delimiter, 1000);
                if (lines++ == 0 && CsvLayout.namesOnly(contract, fields)) {
                    layout = CsvLayout.named(contract, delimiter, fields);
                    score += fields.size() > 1 ? GOOD : 0;
                } else {
                    score += score(layout, line, fields.size());
                }
            }
        }
        return score;
    }

    private int score(CsvLayout layout, byte[] line, int fields) {
        RawRow row = new RawRow(null, line, layout.contentType(), layout.columnNames(), null, false);
        if (judge.judge(row, References.TRUSTED) instanceof Verdict.Valid) {
            return GOOD;
        }
        return fields == layout.columns().size() ? RIGHT_WIDTH : fields > 1 ? 1 : 0;
    }
}
