package dev.sluice.row;

import dev.sluice.contract.Column;

/** A column whose values JSON spells as a string but which aren't just any text. */
abstract class SpelledCell extends Cell {
    SpelledCell(Column column) {
        super(column);
    }

    @Override
    final void string(Draft draft, byte[] b, int from, int to) {
        if (!blank(b, from, to)) {
            text(draft, b, from, to);
        }
    }
}
