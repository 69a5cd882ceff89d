package dev.sluice.registry;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;

/** What an upstream team's program does that has our jar and none of our code. */
final class PlainAvroReader {
    private PlainAvroReader() {}

    public static void main(String[] args) throws IOException {
        Schema job = SchemaBuilder.record("dev.sluice.hiring.Job")
                .fields()
                .requiredInt("id")
                .requiredString("job")
                .endRecord();
        System.out.println(read(new SpecificDatumReader<>(job)).getClass().getName());
        try {
            Schema random = SchemaBuilder.record("java.util.Random")
                    .fields()
                    .requiredInt("id")
                    .requiredString("job")
                    .endRecord();
            System.out.println(read(new SpecificDatumReader<>(random)).getClass());
        } catch (SecurityException e) {
            System.out.println("java.util.Random is not trusted");
        }
    }

    private static Object read(DatumReader<Object> reader) throws IOException {
        return reader.read(null, DecoderFactory.get().binaryDecoder(new byte[] {2, 2, 'a'}, null));
    }
}
