package dev.sluice.row;

import java.util.ArrayList;
import java.util.List;

/** Splits one CSV line as its rules are told, one after the other. */
final class PlainCsv {
    /** Thrown with the rule that the line breaks. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1;
        final String rule;
        final int field;

        Broken(String rule, int field) {
            super(rule);
            this.rule = rule;
            this.field = field;
        }
    }

    private PlainCsv() {}

    static List<String> split(String text, char delimiter) throws Broken {
        String line = text.startsWith("\ufeff") ? text.substring(1) : text;
        line = line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
        line = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        List<String> fields = new ArrayList<>();
        String rest = line;
        while (true) {
            String field = trimLeft(rest, delimiter);
            int end;
            if (field.startsWith("\"")) {
                StringBuilder value = new StringBuilder();
                end = unquote(field, value, fields.size());
                String after = trimLeft(field.substring(end), delimiter);
                if (!after.isEmpty() && after.charAt(0) != delimiter) {
                    throw new Broken("unbalanced-quote", fields.size());
                }
                fields.add(value.toString());
                rest = after;
            } else {
                end = field.indexOf(delimiter) < 0 ? field.length() : field.indexOf(delimiter);
                String value = field.substring(0, end);
                if (value.contains("\n") || value.contains("\r")) {
                    throw new Broken("not-decodable", fields.size());
                }
                fields.add(trimRight(value, delimiter));
                rest = field.substring(end);
            }
            if (rest.isEmpty()) {
                return fields;
            }
            rest = rest.substring(1);
        }
    }

    private static int unquote(String field, StringBuilder value, int index) throws Broken {
        int i = 1;
        while (true) {
            int quote = field.indexOf('"', i);
            if (quote < 0) {
                throw new Broken("unbalanced-quote", index);
            }
            value.append(field, i, quote);
            if (!field.startsWith("\"\"", quote)) {
                return quote + 1;
            }
            value.append('"');
            i = quote + 2;
        }
    }

    private static String trimLeft(String text, char delimiter) {
        String rest = text;
        while (rest.startsWith(" ") || (delimiter != '\t' && rest.startsWith("\t"))) {
            rest = rest.substring(1);
        }
        return rest;
    }

    private static String trimRight(String text, char delimiter) {
        String rest = text;
        while (rest.endsWith(" ") || (delimiter != '\t' && rest.endsWith("\t"))) {
            rest = rest.substring(0, rest.length() - 1);
        }
        return rest;
    }
}
