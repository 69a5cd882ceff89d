package dev.sluice.copy;

import dev.sluice.contract.Contract;
import dev.sluice.row.AvroOutput;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Tuples of binary COPY become Avro bodies: the way back of {@link CopyEncoder}, checked against it in the tests. No
 * string, no record and no boxed value per field. For one thread.
 */
public final class CopyDecoder {
    private final FieldDecoder[] decoders;
    private final int[] presentBranch;
    private final int[] nullBranch;
    private final String table;

    private CopyDecoder(Contract contract) {
        List<Schema.Field> fields = contract.schema().getFields();
        int count = fields.size();
        table = contract.table();
        decoders = new FieldDecoder[count];
        presentBranch = new int[count];
        nullBranch = new int[count];
        for (int i = 0; i < count; i++) {
            Schema field = fields.get(i).schema();
            decoders[i] = FieldDecoder.of(contract.columns().get(i).type());
            nullBranch[i] = field.getType() == Schema.Type.UNION ? field.getIndexNamed("null") : -1;
            presentBranch[i] = nullBranch[i] < 0 ? -1 : 1 - nullBranch[i];
        }
    }

    public static CopyDecoder of(Contract contract) {
        return new CopyDecoder(contract);
    }

    /** Appends the tuple that the cursor stands at; columns are those of the contract, in its order. */
    public void decode(CopyCursor in, AvroOutput out) {
        int fields = in.int16();
        if (fields != decoders.length) {
            throw new IllegalArgumentException(table + " gave " + fields + " columns instead of " + decoders.length);
        }
        for (int i = 0; i < fields; i++) {
            int length = in.int32();
            if (length < 0) {
                out.avroLong(nullBranch[i]);
                continue;
            }
            if (presentBranch[i] >= 0) {
                out.avroLong(presentBranch[i]);
            }
            int end = in.position() + length;
            decoders[i].decode(in, length, out);
            if (in.position() != end) {
                throw new IllegalArgumentException("a column of " + table + " has another type than its contract");
            }
        }
    }
}
