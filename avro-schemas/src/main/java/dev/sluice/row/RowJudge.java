package dev.sluice.row;

import dev.sluice.contract.Contract;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Judges raw records of one table: bytes in, a verdict out. Any bytes get a verdict; what a caller can meet as an
 * exception is that the {@link WriterSchemas} can't be asked. Safe for use by several threads.
 */
public final class RowJudge {
    private final Contract contract;
    private final Cells cells;
    private final RowKey keys;
    private final RowReader reader;
    private final RowWriter writer;

    /** The desk that is free. A second thread at the same moment makes itself another. */
    private final AtomicReference<@Nullable Desk> free = new AtomicReference<>();

    private RowJudge(Contract contract, WriterSchemas schemas) {
        this.contract = contract;
        this.cells = new Cells(contract);
        this.keys = RowKey.of(contract);
        this.reader = new RowReader(contract, cells, schemas);
        this.writer = new RowWriter(contract, cells, keys);
    }

    public static RowJudge of(Contract contract, WriterSchemas schemas) {
        return new RowJudge(contract, schemas);
    }

    /** The verdict on one record. {@code present} says which parents exist. */
    public Verdict judge(RawRow raw, References present) {
        byte[] value = raw.value();
        return raw.delete() || value == null
                ? removal(raw.key())
                : atDesk(desk -> {
                    reader.read(raw, value, desk);
                    return verdict(desk, present);
                });
    }

    /**
     * The canonical key of a record, whatever else is wrong with it; empty where it has none that the table may have.
     */
    public Optional<String> key(RawRow raw) {
        byte[] value = raw.value();
        return raw.delete() || value == null
                ? removal(raw.key()).fold(x -> none(), it -> Optional.of(it.key()), x -> none(), x -> none())
                : atDesk(desk -> {
                    reader.read(raw, value, desk);
                    return key(desk);
                });
    }

    private static Optional<String> none() {
        return Optional.empty();
    }

    private <R> R atDesk(Function<Desk, R> work) {
        Desk taken = free.getAndSet(null);
        Desk desk = taken == null ? new Desk(cells) : taken;
        try {
            return work.apply(desk);
        } finally {
            desk.forget();
            free.set(desk);
        }
    }

    private Verdict verdict(Desk desk, References present) {
        if (!desk.draft.good()) {
            return new Verdict.Rejected(desk.draft.violations(contract::indexOf));
        }
        Row row = writer.row(desk.draft, desk.out);
        Set<Reference> missing = missing(row, present);
        return missing.isEmpty() ? new Verdict.Valid(row) : new Verdict.Waiting(row, missing);
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

    private Optional<String> key(Desk desk) {
        Draft draft = desk.draft;
        if (draft.unreadable() || contract.key().stream().anyMatch(column -> !draft.present(column.position()))) {
            return Optional.empty();
        }
        desk.out.clear();
        keys.write(draft, desk.out);
        return Optional.of(new String(desk.out.toBytes(), StandardCharsets.UTF_8));
    }

    private Verdict removal(byte @Nullable [] key) {
        if (key == null) {
            return undecodable("has neither key nor value");
        }
        if (Utf8.codePoints(key, 0, key.length) < 0) {
            return undecodable("asks for the removal of a key that is no text");
        }
        String text = new String(key, StandardCharsets.UTF_8);
        return keys.valid(text)
                ? new Verdict.Removed(text)
                : undecodable("asks for the removal of '" + Excerpt.of(text) + "', which is no key of this table");
    }

    private static Verdict undecodable(String message) {
        return new Verdict.Rejected(List.of(new Violation(Rules.NOT_DECODABLE, null, message)));
    }
}
