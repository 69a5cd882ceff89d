package dev.sluice.row;

import dev.sluice.contract.Column;
import dev.sluice.contract.ColumnType;
import dev.sluice.contract.Contract;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cells of a contract, by position and by name. */
final class Cells {
    private final Cell[] cells;
    private final byte[][] names;
    private final Map<String, Cell> byName = new HashMap<>();

    Cells(Contract contract) {
        this(contract.columns());
    }

    private Cells(List<Column> columns) {
        cells = columns.stream().map(Cells::cell).toArray(Cell[]::new);
        names = new byte[cells.length][];
        for (Cell cell : cells) {
            names[cell.position] = cell.column.name().getBytes(StandardCharsets.US_ASCII);
            byName.put(cell.column.name(), cell);
        }
    }

    /** Cells that know the columns' types but none of their rules. */
    static Cells typesOf(Contract contract) {
        return new Cells(contract.columns().stream().map(Column::withoutRules).toList());
    }

    int size() {
        return cells.length;
    }

    Cell at(int position) {
        return cells[position];
    }

    @Nullable
    Cell named(String name) {
        return byName.get(name);
    }

    /** Null when the contract has no such column. The columns most often come in order: {@code guess} is tried first. */
    @Nullable
    Cell named(byte[] b, int from, int to, int guess) {
        if (guess < cells.length && Arrays.equals(b, from, to, names[guess], 0, names[guess].length)) {
            return cells[guess];
        }
        return byName.get(new String(b, from, to - from, StandardCharsets.UTF_8));
    }

    private static Cell cell(Column column) {
        return column.type().fold(new ColumnType.Cases<Cell>() {
            @Override
            public Cell int32() {
                return new WholeCell(column, false);
            }

            @Override
            public Cell int64() {
                return new WholeCell(column, true);
            }

            @Override
            public Cell float64() {
                return new DoubleCell(column);
            }

            @Override
            public Cell bool() {
                return new BoolCell(column);
            }

            @Override
            public Cell text() {
                return new TextCell(column);
            }

            @Override
            public Cell decimal(ColumnType.Decimal type) {
                return new DecimalCell(column, type);
            }

            @Override
            public Cell date() {
                return new DateCell(column);
            }

            @Override
            public Cell timestamp(ColumnType.Timestamp type) {
                return new TimestampCell(column, type);
            }

            @Override
            public Cell uuid() {
                return new UuidCell(column);
            }

            @Override
            public Cell enumeration(ColumnType.Enumeration type) {
                return new EnumCell(column, type);
            }
        });
    }
}
