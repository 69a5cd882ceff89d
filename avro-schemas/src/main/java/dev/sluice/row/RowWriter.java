package dev.sluice.row;

import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes the row of a draft that nothing is wrong with. */
final class RowWriter {
    private final Contract contract;
    private final Cells cells;
    private final RowKey keys;
    private final List<Column> referring;

    RowWriter(Contract contract, Cells cells, RowKey keys) {
        this.contract = contract;
        this.cells = cells;
        this.keys = keys;
        this.referring = contract.columns().stream()
                .filter(column -> column.references().isPresent())
                .toList();
    }

    Row row(Draft draft, AvroOutput out) {
        out.clear();
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.at(i);
            if (cell.column.optional()) {
                out.avroLong(draft.present(i) ? 1 : 0);
            }
            if (draft.present(i)) {
                cell.encode(draft, out);
            }
        }
        byte[] avro = out.toBytes();
        out.clear();
        keys.write(draft, out);
        byte[] key = out.toBytes();
        return new Row(contract, key, avro, references(draft, out));
    }

    private List<Reference> references(Draft draft, AvroOutput out) {
        List<Reference> references = new ArrayList<>(referring.size());
        for (Column column : referring) {
            if (draft.present(column.position())) {
                out.clear();
                cells.at(column.position()).keyText(draft, out);
                String key = new String(out.toBytes(), StandardCharsets.UTF_8);
                references.add(new Reference(column.name(), column.references().orElseThrow(), key));
            }
        }
        return references;
    }
}
