package dev.sluice.row;

import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import dev.sluice.wire.Framing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Judges raw records of one table: bytes in, a verdict out. Any bytes get a verdict; what a caller can meet as an
 * exception is that the {@link WriterSchemas} can't be asked. Safe for use by several threads.
 */
public final class RowJudge {
    private final Contract contract;
    private final WriterSchemas schemas;
    private final Cells cells;
    private final RowKey keys;
    private final List<Column> referring;
    private final Map<Integer, AvroReader> readers = new ConcurrentHashMap<>();

    /** The desk that is free. A second thread at the same moment makes itself another. */
    private final AtomicReference<@Nullable Desk> free = new AtomicReference<>();

    private volatile Announcement announced;

    private RowJudge(Contract contract, WriterSchemas schemas) {
        this.contract = contract;
        this.schemas = schemas;
        this.cells = new Cells(contract);
        this.keys = RowKey.of(contract, cells);
        this.announced = new Announcement(contract, cells, null, null);
        this.referring = contract.columns().stream()
                .filter(column -> column.references().isPresent())
                .toList();
    }

    public static RowJudge of(Contract contract, WriterSchemas schemas) {
        return new RowJudge(contract, schemas);
    }

    /** The verdict on one record. {@code present} says which parents exist. */
    public Verdict judge(RawRow raw, References present) {
        if (raw.delete() || raw.value() == null) {
            return removal(raw.key());
        }
        Desk desk = free.getAndSet(null);
        if (desk == null) {
            desk = new Desk(cells);
        }
        try {
            return judge(raw, raw.value(), present, desk);
        } finally {
            desk.forget();
            free.set(desk);
        }
    }

    /**
     * The canonical key of a record, whatever else is wrong with it; empty where it has none that the table may have.
     */
    public Optional<String> key(RawRow raw) {
        if (raw.delete() || raw.value() == null) {
            return removal(raw.key()) instanceof Verdict.Removed removed
                    ? Optional.of(removed.key())
                    : Optional.empty();
        }
        Desk desk = new Desk(cells);
        read(raw, raw.value(), desk);
        for (Column column : contract.key()) {
            if (!desk.draft.present(column.position())) {
                return Optional.empty();
            }
        }
        keys.write(desk.draft, desk.out);
        return Optional.of(new String(desk.out.toBytes(), StandardCharsets.UTF_8));
    }

    private Verdict judge(RawRow raw, byte[] value, References present, Desk desk) {
        Draft draft = desk.draft;
        read(raw, value, desk);
        if (!draft.good()) {
            return new Verdict.Rejected(draft.violations(contract::indexOf));
        }
        Row row = row(desk);
        Set<Reference> missing = missing(row, present);
        return missing.isEmpty() ? new Verdict.Valid(row) : new Verdict.Waiting(row, missing);
    }

    private void read(RawRow raw, byte[] value, Desk desk) {
        Draft draft = desk.draft;
        draft.clear();
        Announcement announcement = announced(raw);
        switch (announcement.format(value)) {
            case JSON -> desk.json.read(value, draft);
            case CSV -> csv(value, announcement.layout(), desk);
            case AVRO -> avro(value, draft);
            case NONE -> draft.undecodable("is neither JSON nor framed Avro, and no header says what else it is");
        }
        if (!draft.undecodable()) {
            complete(raw.generatedId(), draft);
        }
    }

    private Announcement announced(RawRow raw) {
        Announcement last = announced;
        if (!last.saidBy(raw)) {
            last = new Announcement(contract, cells, raw.contentType(), raw.columns());
            announced = last;
        }
        return last;
    }

    private static void csv(byte[] value, CsvLayout layout, Desk desk) {
        if (value.length == 0) {
            desk.draft.undecodable("is empty");
        } else {
            desk.csv.read(value, layout, desk.draft);
        }
    }

    private void avro(byte[] value, Draft draft) {
        OptionalInt framed = Framing.schemaId(value);
        if (framed.isEmpty()) {
            draft.undecodable("is too short for framed Avro");
            return;
        }
        int id = framed.getAsInt();
        AvroReader reader = readers.get(id);
        if (reader == null) {
            if (!(schemas.find(id) instanceof WriterSchemas.Found found)) {
                draft.undecodable("was written with the schema " + id + ", which the registry doesn't know");
                return;
            }
            reader = new AvroReader(found.schema(), cells);
            readers.put(id, reader);
        }
        reader.read(value, Framing.HEADER, draft);
    }

    /** Fills in a generated id, and finds what is required but missing. */
    private void complete(byte @Nullable [] generatedId, Draft draft) {
        for (int i = 0; i < cells.size(); i++) {
            if (draft.missing(i)) {
                Cell cell = cells.at(i);
                if (cell.column.generated() && generatedId != null && generatedId.length > 0) {
                    cell.text(draft, generatedId, 0, generatedId.length);
                } else if (!cell.column.optional()) {
                    cell.wrong(draft, Rules.REQUIRED, "is missing");
                }
            }
        }
    }

    private Row row(Desk desk) {
        Draft draft = desk.draft;
        AvroOutput out = desk.out;
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
        return new Row(contract, key, avro, references(desk));
    }

    private List<Reference> references(Desk desk) {
        List<Reference> references = new ArrayList<>(referring.size());
        for (Column column : referring) {
            if (desk.draft.present(column.position())) {
                desk.out.clear();
                cells.at(column.position()).keyText(desk.draft, desk.out);
                String key = new String(desk.out.toBytes(), StandardCharsets.UTF_8);
                references.add(new Reference(column.name(), column.references().orElseThrow(), key));
            }
        }
        return references;
    }

    private static Set<Reference> missing(Row row, References present) {
        Set<Reference> missing = Set.of();
        for (Reference reference : row.references()) {
            if (!present.present(reference.table(), reference.key())) {
                missing = missing.isEmpty() ? new LinkedHashSet<>() : missing;
                missing.add(reference);
            }
        }
        return missing;
    }

    private Verdict removal(byte @Nullable [] key) {
        if (key == null) {
            return undecodable("has neither key nor value");
        }
        String text = new String(key, StandardCharsets.UTF_8);
        if (!keys.valid(text) || key.length != RowKey.bytes(text).length) {
            return undecodable("asks for the removal of '" + Excerpt.of(text) + "', which is no key of this table");
        }
        return new Verdict.Removed(text);
    }

    private static Verdict undecodable(String message) {
        return new Verdict.Rejected(List.of(new Violation(Rules.NOT_DECODABLE, null, message)));
    }
}
