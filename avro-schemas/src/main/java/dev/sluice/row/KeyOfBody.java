package dev.sluice.row;

import dev.sluice.contract.Contract;

/** The key of a row that is Avro of its contract's own schema, by the codec that the edge and the validator use. For one thread. */
public final class KeyOfBody {
    private final Contract contract;
    private final AvroReader reader;
    private final RowKey codec;
    private final Draft draft;
    private final AvroOutput key = new AvroOutput();

    private KeyOfBody(Contract contract) {
        Cells cells = Cells.typesOf(contract);
        this.contract = contract;
        this.reader = new AvroReader(contract.schema(), cells);
        this.codec = RowKey.of(contract);
        this.draft = new Draft(cells.size());
    }

    public static KeyOfBody of(Contract contract) {
        return new KeyOfBody(contract);
    }

    public byte[] bytes(byte[] body) {
        draft.clear();
        reader.read(body, 0, draft);
        if (draft.unreadable()) {
            throw new IllegalArgumentException("no row of " + contract.table());
        }
        key.clear();
        codec.write(draft, key);
        return key.toBytes();
    }
}
