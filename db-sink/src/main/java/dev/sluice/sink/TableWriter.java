package dev.sluice.sink;

import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import dev.sluice.copy.CopyBuffer;
import dev.sluice.copy.CopyEncoder;
import dev.sluice.copy.IdSet;
import dev.sluice.ledger.SystemSchema;
import dev.sluice.row.PresentBodies;
import dev.sluice.row.Rules;
import dev.sluice.row.Violation;
import dev.sluice.row.WriterSchemas;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Puts the rows of one table in: encoded, their parents locked, copied. For one thread. */
final class TableWriter {
    private static final int BUFFER = 1 << 20;

    private final Contract contract;
    private final PresentBodies bodies;
    private final CopyEncoder encoder;
    private final ParentCheck parents;
    private final RowCopy copy;
    private final Optional<String> moveSequence;
    private final CopyBuffer buffer = new CopyBuffer(BUFFER);

    TableWriter(Contract contract, Function<String, TableSql> tables, WriterSchemas schemas, SystemSchema system) {
        this.contract = contract;
        this.bodies = PresentBodies.of(contract, schemas);
        this.encoder = CopyEncoder.of(contract);
        this.parents = new ParentCheck(contract, tables);
        this.copy = new RowCopy(tables.apply(contract.table()));
        this.moveSequence = tables.apply(contract.table()).moveSequence(system);
    }

    Contract contract() {
        return contract;
    }

    RowCopy copy() {
        return copy;
    }

    /** Stores the writes, of which no two have the same key; answers those that are refused. */
    List<Write> upsert(Attempt attempt, List<Write> writes) throws SQLException {
        List<Write> refused = new ArrayList<>();
        IdSet[] references = parents.newSets();
        List<Write> readable = encode(attempt, writes, references, refused);
        Map<Column, Set<String>> missing = parents.missing(attempt.session(), references);
        if (!missing.isEmpty()) {
            readable = withParents(attempt, readable, missing, refused);
        }
        if (readable.isEmpty() || !attempt.awaited().isEmpty()) {
            return refused;
        }
        if (attempt.careful()) {
            List<Write> rows = readable;
            refused.addAll(new Bisection(attempt).run(rows, part -> {
                encode(attempt, part, parents.newSets(), refused);
                copy.throughStaging(attempt.session(), buffer);
            }));
        } else {
            copy.run(attempt.session(), buffer);
        }
        moveSequence(attempt.session());
        return refused;
    }

    /** An id that is given later must not be one that is here already. */
    private void moveSequence(SinkSession session) throws SQLException {
        if (moveSequence.isPresent()) {
            try (Statement statement = session.connection().createStatement()) {
                statement.execute(moveSequence.get());
            }
        }
    }

    private List<Write> encode(Attempt attempt, List<Write> writes, IdSet[] references, List<Write> refused) {
        List<Write> readable = new ArrayList<>(writes.size());
        buffer.clear();
        buffer.begin();
        for (Write write : writes) {
            byte[] row = write.locate(bodies) ? write.row() : null;
            if (row != null && encoder.encode(row, write.from(), references, buffer)) {
                readable.add(write);
            } else {
                attempt.refuse(Refusal.of(write, Rules.NOT_DECODABLE, "The value is no row of this table"));
                refused.add(write);
            }
        }
        buffer.end();
        return readable;
    }

    /** The rows whose parents are all there, encoded anew; the others wait or are refused. */
    private List<Write> withParents(
            Attempt attempt, List<Write> writes, Map<Column, Set<String>> missing, List<Write> refused) {
        List<Write> complete = new ArrayList<>(writes.size());
        CopyBuffer scratch = new CopyBuffer(256);
        for (Write write : writes) {
            List<Violation> violations = violations(write, missing, scratch);
            if (violations.isEmpty()) {
                complete.add(write);
            } else if (attempt.isSettled(write)) {
                attempt.refuse(new Refusal(write, violations));
                refused.add(write);
            } else {
                attempt.await(write);
            }
        }
        encode(attempt, complete, parents.newSets(), refused);
        return complete;
    }

    private List<Violation> violations(Write write, Map<Column, Set<String>> missing, CopyBuffer scratch) {
        byte[] row = write.row();
        if (row == null) {
            throw new IllegalStateException("a removal is not encoded");
        }
        IdSet[] own = parents.newSets();
        scratch.clear();
        encoder.encode(row, write.from(), own, scratch);
        return parents.violations(own, missing);
    }
}
