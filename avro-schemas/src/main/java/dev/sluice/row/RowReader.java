package dev.sluice.row;

import dev.sluice.contract.Contract;
import dev.sluice.wire.Framing;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Takes a raw record apart, whatever its format, and leaves in the draft its values and what is wrong with them. */
final class RowReader {
    private final Contract contract;
    private final Cells cells;
    private final WriterSchemas schemas;
    private final KeyLength keyLength;
    private final Map<Integer, AvroReader> avroReaders = new ConcurrentHashMap<>();
    private volatile Announcement announced;

    RowReader(Contract contract, Cells cells, WriterSchemas schemas) {
        this.contract = contract;
        this.cells = cells;
        this.schemas = schemas;
        this.keyLength = new KeyLength(contract);
        this.announced = new Announcement(contract, cells, null, null);
    }

    void read(RawRow raw, byte[] value, Desk desk) {
        Draft draft = desk.draft;
        draft.clear();
        Announcement announcement = announced(raw);
        if (value.length == 0) {
            draft.undecodable("is empty");
            return;
        }
        switch (announcement.format(value)) {
            case JSON -> desk.json.read(value, draft);
            case CSV -> desk.csv.read(value, announcement.layout(), draft);
            case AVRO -> avro(value, draft);
            case NONE -> draft.undecodable("is neither JSON nor framed Avro, and no header says what else it is");
        }
        if (!draft.unreadable()) {
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

    private void avro(byte[] value, Draft draft) {
        OptionalInt id = Framing.schemaId(value);
        if (id.isEmpty()) {
            draft.undecodable("is too short for framed Avro");
            return;
        }
        AvroReader reader = avroReaders.get(id.getAsInt());
        if (reader != null) {
            reader.read(value, Framing.HEADER, draft);
            return;
        }
        avroReader(id.getAsInt())
                .ifPresentOrElse(
                        found -> found.read(value, Framing.HEADER, draft),
                        () -> draft.undecodable(
                                "was written with the schema " + id.getAsInt() + ", which the registry doesn't know"));
    }

    /** Only what the registry knows is kept: ids that somebody made up leave nothing behind. */
    private Optional<AvroReader> avroReader(int id) {
        return schemas.find(id)
                .fold(
                        found -> Optional.of(
                                avroReaders.computeIfAbsent(id, any -> new AvroReader(found.schema(), cells))),
                        Optional::empty);
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
        keyLength.check(draft);
    }
}
