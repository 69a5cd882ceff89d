package dev.sluice.row;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/** Looks into rows with Avro's own reader. */
final class TestRows {
    private TestRows() {}

    static GenericRecord decode(Row row) {
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(row.avro(), null);
        try {
            GenericRecord values =
                    new GenericDatumReader<GenericRecord>(row.contract().schema()).read(null, decoder);
            if (!decoder.isEnd()) {
                throw new AssertionError("bytes behind the row");
            }
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
