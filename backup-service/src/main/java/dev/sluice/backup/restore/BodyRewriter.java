package dev.sluice.backup.restore;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Rows of another contract's time, as the present contract writes them. */
final class BodyRewriter {
    private final GenericDatumReader<GenericRecord> reader;
    private final GenericDatumWriter<GenericRecord> writer;

    BodyRewriter(Schema written, Schema present) {
        this.reader = new GenericDatumReader<>(written, present);
        this.writer = new GenericDatumWriter<>(present);
    }

    /** Reads one row and leaves the decoder behind it. */
    byte[] rewrite(BinaryDecoder decoder) throws IOException {
        try {
            GenericRecord row = reader.read(null, decoder);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            writer.write(row, encoder);
            return out.toByteArray();
        } catch (AvroRuntimeException e) {
            throw new IOException("a row doesn't fit the contract: " + e.getMessage(), e);
        }
    }
}
