package dev.sluice.sink;

import dev.sluice.contract.Contract;
import dev.sluice.row.WriterSchemas;
import dev.sluice.wire.Framing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Finds the Avro body of a framed value. Nearly all were written with the contract's present schema and are read in place;
 * one of an older or newer schema is written anew. For one thread.
 */
final class BodyReader {
    private final Schema schema;
    private final String canonical;
    private final WriterSchemas schemas;
    private final GenericDatumWriter<GenericRecord> writer;
    private final Map<Integer, GenericDatumReader<GenericRecord>> readers = new HashMap<>();
    private int presentId = -1;

    BodyReader(Contract contract, WriterSchemas schemas) {
        this.schema = contract.schema();
        this.canonical = SchemaNormalization.toParsingForm(schema);
        this.schemas = schemas;
        this.writer = new GenericDatumWriter<>(schema);
    }

    /** Tells the write where its body is; false when there is none that can be read. */
    boolean locate(Write write) {
        byte[] value = write.record().value();
        if (value.length < Framing.HEADER || value[0] != Framing.MAGIC) {
            return false;
        }
        int id = Framing.schemaId(value).orElseThrow();
        if (id == presentId) {
            write.body(value, Framing.HEADER);
            return true;
        }
        return schemas.find(id).fold(found -> locate(write, value, id, found.schema()), () -> false);
    }

    private boolean locate(Write write, byte[] value, int id, Schema written) {
        if (SchemaNormalization.toParsingForm(written).equals(canonical)) {
            presentId = id;
            write.body(value, Framing.HEADER);
            return true;
        }
        try {
            byte[] body = rewrite(value, reader(id, written));
            write.body(body, 0);
            return true;
        } catch (IOException | AvroRuntimeException e) {
            return false;
        }
    }

    private GenericDatumReader<GenericRecord> reader(int id, Schema written) {
        return readers.computeIfAbsent(id, unread -> new GenericDatumReader<>(written, schema));
    }

    private byte[] rewrite(byte[] value, GenericDatumReader<GenericRecord> reader) throws IOException {
        BinaryDecoder decoder =
                DecoderFactory.get().binaryDecoder(value, Framing.HEADER, value.length - Framing.HEADER, null);
        GenericRecord row = reader.read(null, decoder);
        if (!decoder.isEnd()) {
            throw new IOException("bytes after the row");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(value.length);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        writer.write(row, encoder);
        return out.toByteArray();
    }
}
