package dev.sluice.reports.desk;

import java.util.ArrayList;
import java.util.List;

/** Splits one line for people to look at: never fails, and takes a quote that isn't closed as it comes. */
final class CsvLine {

    private CsvLine() {}

    static List<String> split(String line, char delimiter) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        boolean wasQuoted = false;
        String content = line.stripTrailing();
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (c == '"' && quoted && i + 1 < content.length() && content.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"' && (quoted || cell.toString().isBlank())) {
                quoted = !quoted;
                wasQuoted = true;
            } else if (c == delimiter && !quoted) {
                cells.add(wasQuoted ? cell.toString() : cell.toString().strip());
                cell.setLength(0);
                wasQuoted = false;
            } else {
                cell.append(c);
            }
        }
        cells.add(wasQuoted ? cell.toString() : cell.toString().strip());
        return cells;
    }
}
