package dev.sluice.row;

import dev.sluice.contract.Column;
import dev.sluice.contract.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A column of type enum. */
final class EnumCell extends SpelledCell {
    private final List<String> symbols;
    private final byte[][] spellings;

    EnumCell(Column column, ColumnType.Enumeration type) {
        super(column);
        symbols = type.symbols();
        spellings = symbols.stream()
                .map(symbol -> symbol.getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
    }

    @Override
    void text(Draft draft, byte[] b, int from, int to) {
        for (int i = 0; i < spellings.length; i++) {
            if (Arrays.equals(b, from, to, spellings[i], 0, spellings[i].length)) {
                draft.number(position, i);
                return;
            }
        }
        malformed(draft, Rules.UNKNOWN_SYMBOL, b, from, to);
    }

    /** A symbol as Avro has it. */
    void symbol(Draft draft, String symbol) {
        byte[] text = symbol.getBytes(StandardCharsets.UTF_8);
        text(draft, text, 0, text.length);
    }

    @Override
    void encode(Draft draft, AvroOutput out) {
        out.avroLong(draft.number[position]);
    }

    @Override
    void keyText(Draft draft, AvroOutput out) {
        byte[] text = spellings[(int) draft.number[position]];
        out.raw(text, 0, text.length);
    }

    @Override
    Object value(Draft draft) {
        return symbols.get((int) draft.number[position]);
    }

    @Override
    String expected() {
        return symbols.size() > 20 ? "one of the contract's symbols" : "one of " + String.join(", ", symbols);
    }
}
