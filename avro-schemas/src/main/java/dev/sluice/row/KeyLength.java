package dev.sluice.row;

import dev.sluice.contract.Column;
import dev.sluice.contract.ColumnType;
import dev.sluice.contract.Contract;
import java.util.List;

/** A key must fit into a page of PostgreSQL's index, whether or not the contract bounds its texts. */
final class KeyLength {
    /** An index entry may have 2704 bytes; this leaves room for key columns that aren't text. */
    static final int MOST_BYTES = 2000;

    private final List<Column> texts;

    KeyLength(Contract contract) {
        texts = contract.key().stream()
                .filter(column -> column.type() instanceof ColumnType.Text)
                .toList();
    }

    /** Names the text at which the key grows too long. */
    void check(Draft draft) {
        int bytes = 0;
        for (int i = 0; i < texts.size(); i++) {
            Column column = texts.get(i);
            int position = column.position();
            if (draft.present(position)) {
                int length = draft.to[position] - draft.from[position];
                if (bytes <= MOST_BYTES && bytes + length > MOST_BYTES) {
                    String message = "makes the key longer than " + MOST_BYTES + " bytes";
                    draft.violation(position, Rules.TOO_LONG, column.name(), message);
                }
                bytes += length;
            }
        }
    }
}
