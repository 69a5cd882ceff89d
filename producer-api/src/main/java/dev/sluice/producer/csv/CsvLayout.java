package dev.sluice.producer.csv;

import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import dev.sluice.producer.refusal.Refusal;
import dev.sluice.wire.Headers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * How the lines of one CSV body are to be read.
 *
 * @param columns names of the fields, in the lines' order
 * @param usual whether that is the contract's order
 * @param header whether the first line only names them
 */
record CsvLayout(byte delimiter, List<String> columns, boolean usual, boolean header) {
    /** Columns that files of rejected rows have beside the table's, so that such a file can be sent in once it is mended. */
    private static final Set<String> EXTRA = Set.of("line", "reasons");

    /** What the client says about the first line. */
    enum FirstLine {
        HEADER,
        DATA,
        GUESS
    }

    /** @param first the fields of the first line that is not blank */
    static CsvLayout of(Contract contract, byte delimiter, List<String> first, FirstLine said) {
        boolean header = said == FirstLine.GUESS ? looksLikeHeader(contract, first) : said == FirstLine.HEADER;
        if (!header) {
            return usual(contract, delimiter);
        }
        check(contract, lowerCase(first));
        return named(contract, delimiter, first);
    }

    /** Without a header, in the contract's order. */
    static CsvLayout usual(Contract contract, byte delimiter) {
        return new CsvLayout(delimiter, names(contract), true, false);
    }

    static CsvLayout named(Contract contract, byte delimiter, List<String> first) {
        List<String> names = lowerCase(first).stream()
                .map(name -> passedOver(contract, name) ? Headers.PASSED_OVER + name : name)
                .toList();
        return new CsvLayout(delimiter, names, names.equals(names(contract)), true);
    }

    static boolean namesOnly(Contract contract, List<String> fields) {
        return lowerCase(fields).stream().allMatch(name -> contract.indexOf(name) >= 0);
    }

    /**
     * A data row is never eaten: some name of a column is not enough, since it may be somebody's name. All fields must be
     * names, or most of them, or one where the key's column should be named.
     */
    private static boolean looksLikeHeader(Contract contract, List<String> fields) {
        List<String> names = lowerCase(fields);
        long known = names.stream().filter(name -> contract.indexOf(name) >= 0).count();
        boolean keyNamed = contract.key().stream().anyMatch(column -> names.contains(column.name()));
        return known > 0 && (known * 2 > names.size() || keyNamed);
    }

    private static boolean passedOver(Contract contract, String name) {
        return EXTRA.contains(name) && contract.indexOf(name) < 0;
    }

    private static List<String> lowerCase(List<String> fields) {
        return fields.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    private static void check(Contract contract, List<String> names) {
        List<String> wrong = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (passedOver(contract, name)) {
                continue;
            }
            if (contract.indexOf(name) < 0) {
                wrong.add("unknown column " + (name.isEmpty() ? "without a name" : name));
            } else if (!seen.add(name)) {
                wrong.add("duplicate column " + name);
            }
        }
        for (Column column : contract.columns()) {
            if (!column.optional() && !column.generated() && !seen.contains(column.name())) {
                wrong.add("missing column " + column.name());
            }
        }
        if (!wrong.isEmpty()) {
            throw Refusal.csvHeader(wrong, names(contract));
        }
    }

    private static List<String> names(Contract contract) {
        return contract.columns().stream().map(Column::name).toList();
    }

    /** What every row of the body carries so that the judge reads it the same way. */
    List<Header> headers() {
        List<Header> headers = new ArrayList<>();
        headers.add(new RecordHeader(Headers.CONTENT_TYPE, contentType()));
        byte[] names = columnNames();
        if (names != null) {
            headers.add(new RecordHeader(Headers.COLUMNS, names));
        }
        return List.copyOf(headers);
    }

    byte[] contentType() {
        String name = delimiter == '\t' ? "tab" : String.valueOf((char) delimiter);
        return Headers.bytes(delimiter == ',' ? "text/csv" : "text/csv; delimiter=" + name);
    }

    /** Null where the columns are the contract's. */
    byte @Nullable [] columnNames() {
        return usual ? null : Headers.bytes(String.join(",", columns));
    }
}
