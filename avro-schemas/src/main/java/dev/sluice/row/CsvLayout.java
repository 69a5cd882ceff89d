package dev.sluice.row;

import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import dev.sluice.wire.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a line's fields go. */
final class CsvLayout {
    /** More than a table of PostgreSQL can have: a header that goes on is wrong anyway and isn't taken apart. */
    private static final int MOST_NAMES = 2000;

    private final List<String> names;
    private final @Nullable Cell[] cells;
    private final byte delimiter;

    private CsvLayout(List<String> names, Cells contract, byte delimiter) {
        this.names = List.copyOf(names);
        this.cells = names.stream().map(contract::named).toArray(Cell[]::new);
        this.delimiter = delimiter;
    }

    static CsvLayout inOrder(Contract contract, Cells cells, byte delimiter) {
        return new CsvLayout(contract.columns().stream().map(Column::name).toList(), cells, delimiter);
    }

    /** From the header {@code sluice-columns}: names joined by commas, in any case, quoted or not. */
    static CsvLayout named(String header, Cells cells, byte delimiter) {
        List<String> names = new ArrayList<>();
        for (String part : header.split(",", MOST_NAMES)) {
            String name = part.strip();
            if (name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")) {
                name = name.substring(1, name.length() - 1).strip();
            }
            names.add(name.toLowerCase(Locale.ROOT));
        }
        return new CsvLayout(names, cells, delimiter);
    }

    int size() {
        return cells.length;
    }

    /** What the header calls a field, whether or not the contract knows it. */
    String name(int field) {
        return names.get(field);
    }

    /** Whether the field is none of the row's. */
    boolean passedOver(int field) {
        return cells[field] == null && names.get(field).startsWith(Headers.PASSED_OVER);
    }

    @Nullable
    Cell cell(int field) {
        return cells[field];
    }

    byte delimiter() {
        return delimiter;
    }
}
