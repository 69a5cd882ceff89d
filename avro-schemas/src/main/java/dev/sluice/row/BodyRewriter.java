package dev.sluice.row;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Rows that were written with another schema, as the present one writes them. For one thread. */
public final class BodyRewriter {
    private final GenericDatumReader<GenericRecord> reader;
    private final GenericDatumWriter<GenericRecord> writer;
    private final List<ChangedMeaning> changes;

    private BodyRewriter(Schema written, Schema present, List<ChangedMeaning> changes) {
        this.reader = new GenericDatumReader<>(written, present);
        this.writer = new GenericDatumWriter<>(present);
        this.changes = changes;
    }

    /** Empty where the bytes of a row are the same under both. */
    public static Optional<BodyRewriter> between(Schema written, Schema present) {
        List<ChangedMeaning> changes = ChangedMeaning.between(written, present);
        boolean same = changes.isEmpty()
                && SchemaNormalization.toParsingForm(written).equals(SchemaNormalization.toParsingForm(present));
        return same ? Optional.empty() : Optional.of(new BodyRewriter(written, present, changes));
    }

    /**
     * Reads one row and leaves the decoder behind it.
     *
     * @throws IOException when it is no row of the one schema, or can't be one of the other
     */
    public byte[] rewrite(BinaryDecoder decoder) throws IOException {
        try {
            GenericRecord row = reader.read(null, decoder);
            for (ChangedMeaning change : changes) {
                Object value = row.get(change.position());
                if (value != null) {
                    row.put(change.position(), change.convert(value));
                }
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            writer.write(row, encoder);
            return out.toByteArray();
        } catch (AvroRuntimeException | ArithmeticException e) {
            throw new IOException("a row doesn't fit the contract: " + e.getMessage(), e);
        }
    }
}
