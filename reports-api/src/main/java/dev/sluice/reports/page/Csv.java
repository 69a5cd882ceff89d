package dev.sluice.reports.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** RFC 4180, with a bare line feed at the end of each line as the files that come in have it. */
public final class Csv {

    private static final String FORMULA_STARTS = "=+-@\t\r";

    private final StringBuilder out = new StringBuilder();
    private final boolean neutral;

    private Csv(boolean neutral) {
        this.neutral = neutral;
    }

    /** For a spreadsheet: no text can become a formula there. */
    public static Csv forSpreadsheets() {
        return new Csv(true);
    }

    /** For a machine or for being sent back: every text as it is. */
    public static Csv exact() {
        return new Csv(false);
    }

    public Csv line(List<? extends @Nullable Object> cells) {
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            Object cell = cells.get(i);
            if (cell instanceof String text) {
                text(text);
            } else if (cell != null) {
                out.append(cell);
            }
        }
        out.append('\n');
        return this;
    }

    /** What was written since the last time it was asked. */
    public String take() {
        String text = out.toString();
        out.setLength(0);
        return text;
    }

    private void text(String text) {
        String safe = neutral && startsFormula(text) ? "'" + text : text;
        if (needsQuotes(safe)) {
            out.append('"').append(safe.replace("\"", "\"\"")).append('"');
        } else {
            out.append(safe);
        }
    }

    private static boolean startsFormula(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
    }

    /** Blanks at the ends are kept by quotes: whoever reads the line trims what is unquoted. */
    private static boolean needsQuotes(String text) {
        if (text.isEmpty()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return text.charAt(0) <= ' ' || text.charAt(text.length() - 1) <= ' ';
    }
}
