package dev.sluice.copy;

import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Avro bodies of one table become tuples of binary COPY, and the ids they refer to are collected on the way.
 *
 * <p>No string, no record and no boxed value per field: that is worth more than half of the client's time. Checked against
 * PostgreSQL's own parsing of the same values in the tests. For one thread.
 */
public final class CopyEncoder {
    private final FieldEncoder[] encoders;
    private final boolean[] refers;
    private final boolean[] optional;
    private final int[] nullBranch;
    private final boolean[] wanted;
    private final int width;
    private final AvroCursor cursor = new AvroCursor();

    private CopyEncoder(List<Column> columns, Schema schema, List<Column> chosen) {
        int count = columns.size();
        encoders = new FieldEncoder[count];
        refers = new boolean[count];
        optional = new boolean[count];
        nullBranch = new int[count];
        wanted = new boolean[count];
        for (int i = 0; i < count; i++) {
            Schema field = schema.getFields().get(i).schema();
            encoders[i] = FieldEncoder.of(columns.get(i).type(), field);
            wanted[i] = chosen.contains(columns.get(i));
            refers[i] = columns.get(i).references().isPresent();
            optional[i] = field.getType() == Schema.Type.UNION;
            nullBranch[i] = optional[i] ? field.getIndexNamed("null") : -1;
        }
        width = chosen.size();
        if (!columns.stream().filter(chosen::contains).toList().equals(chosen)) {
            throw new IllegalArgumentException("no columns of this table in its order: " + chosen);
        }
    }

    public static CopyEncoder of(Contract contract) {
        return of(contract, contract.columns());
    }

    /** @param columns those of the tuples, in the contract's order; what a row has beside them is read and left out */
    public static CopyEncoder of(Contract contract, List<Column> columns) {
        return new CopyEncoder(contract.columns(), contract.schema(), columns);
    }

    /**
     * Appends the row; when its bytes are not exactly one row of this table, appends nothing and answers false.
     *
     * @param references a set for each column that refers to a table, by position; others are not looked at
     */
    public boolean encode(byte[] bytes, int from, @Nullable IdSet[] references, CopyBuffer out) {
        int mark = out.size();
        encodeFields(bytes, from, references, out);
        if (cursor.readWhole()) {
            return true;
        }
        out.truncate(mark);
        return false;
    }

    /** The same where other rows follow; answers where the row ended, or -1 when there is none. */
    public int encodeNext(byte[] bytes, int from, @Nullable IdSet[] references, CopyBuffer out) {
        int mark = out.size();
        encodeFields(bytes, from, references, out);
        if (!cursor.isUnreadable()) {
            return cursor.position();
        }
        out.truncate(mark);
        return -1;
    }

    /** A set for each column, none of which is asked for anything: for those who don't look at references. */
    public @Nullable IdSet[] noReferences() {
        return new IdSet[encoders.length];
    }

    private void encodeFields(byte[] bytes, int from, @Nullable IdSet[] references, CopyBuffer out) {
        cursor.reset(bytes, from, bytes.length);
        out.int16(width);
        for (int i = 0; i < encoders.length; i++) {
            int at = cursor.position();
            int before = out.size();
            encoders[i].encode(cursor, out);
            if (!wanted[i]) {
                out.truncate(before);
            }
            IdSet ids = references[i];
            if (refers[i] && ids != null && !cursor.isUnreadable()) {
                collect(i, at, ids);
            }
        }
    }

    private void collect(int column, int at, IdSet ids) {
        int after = cursor.position();
        cursor.rewind(at);
        if (!optional[column] || cursor.readInt() != nullBranch[column]) {
            ids.read(cursor);
        }
        cursor.rewind(after);
    }
}
