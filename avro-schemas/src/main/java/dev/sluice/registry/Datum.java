package dev.sluice.registry;

import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/** What an object is to Avro. */
final class Datum {
    private static final Schema BOOLEAN = Schema.create(Schema.Type.BOOLEAN);
    private static final Schema INT = Schema.create(Schema.Type.INT);
    private static final Schema LONG = Schema.create(Schema.Type.LONG);
    private static final Schema FLOAT = Schema.create(Schema.Type.FLOAT);
    private static final Schema DOUBLE = Schema.create(Schema.Type.DOUBLE);
    private static final Schema STRING = Schema.create(Schema.Type.STRING);
    private static final Schema BYTES = Schema.create(Schema.Type.BYTES);

    private Datum() {}

    static Schema schema(Object datum) {
        if (datum instanceof GenericContainer container) {
            return container.getSchema();
        } else if (datum instanceof CharSequence) {
            return STRING;
        } else if (datum instanceof Integer) {
            return INT;
        } else if (datum instanceof Long) {
            return LONG;
        } else if (datum instanceof Boolean) {
            return BOOLEAN;
        } else if (datum instanceof Double) {
            return DOUBLE;
        } else if (datum instanceof Float) {
            return FLOAT;
        } else if (datum instanceof byte[] || datum instanceof ByteBuffer) {
            return BYTES;
        }
        throw new SerializationException(
                "Avro has no schema for a " + datum.getClass().getName());
    }

    static DatumWriter<Object> writer(Object datum, Schema schema) {
        return datum instanceof SpecificRecord
                ? new SpecificDatumWriter<>(schema, SpecificData.getForClass(datum.getClass()))
                : new GenericDatumWriter<>(schema);
    }
}
