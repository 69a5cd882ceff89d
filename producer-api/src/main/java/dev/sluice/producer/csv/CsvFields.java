package dev.sluice.producer.csv;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The fields of one CSV record as text, unquoted and trimmed: for headers, keys and guesses, not for values. */
public final class CsvFields {
    private CsvFields() {}

    /** At most the first {@code limit} fields. */
    public static List<String> of(byte[] b, int from, int to, byte delimiter, int limit) {
        List<String> fields = new ArrayList<>();
        int pos = from;
        while (fields.size() < limit) {
            int start = skipBlanks(b, pos, to, delimiter);
            boolean quoted = start < to && b[start] == '"';
            int end = quoted ? closing(b, start + 1, to) : start;
            while (end < to && b[end] != delimiter) {
                end++;
            }
            fields.add(text(b, start, end, quoted));
            if (end == to) {
                break;
            }
            pos = end + 1;
        }
        return fields;
    }

    private static int closing(byte[] b, int from, int to) {
        int pos = from;
        while (pos < to) {
            if (b[pos] == '"') {
                if (pos + 1 == to || b[pos + 1] != '"') {
                    return pos;
                }
                pos++;
            }
            pos++;
        }
        return to;
    }

    private static String text(byte[] b, int start, int end, boolean quoted) {
        String text = new String(b, start, end - start, StandardCharsets.UTF_8).strip();
        if (!quoted) {
            return text;
        }
        int last = text.endsWith("\"") && text.length() > 1 ? text.length() - 1 : text.length();
        return text.substring(1, last).replace("\"\"", "\"").strip();
    }

    private static int skipBlanks(byte[] b, int from, int to, byte delimiter) {
        int pos = from;
        while (pos < to && (b[pos] == ' ' || (b[pos] == '\t' && delimiter != '\t'))) {
            pos++;
        }
        return pos;
    }
}
