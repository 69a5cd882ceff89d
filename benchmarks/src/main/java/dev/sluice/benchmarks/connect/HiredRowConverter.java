package dev.sluice.benchmarks.connect;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;

/**
 * Framed Avro of {@code hired_employees} to what Connect works with. It knows this one schema and reads it by hand, so that
 * it costs the peer less than any general converter would.
 */
public final class HiredRowConverter implements Converter {
    private static final int FRAME = 5;

    /** Setting: {@code zoned} gives timestamps as text, {@code micros} as numbers, both in Debezium's own notation. */
    private static final String TIMESTAMPS = "timestamps";

    private static final Schema ZONED =
            row(SchemaBuilder.string().name("io.debezium.time.ZonedTimestamp").build());
    private static final Schema MICROS =
            row(SchemaBuilder.int64().name("io.debezium.time.MicroTimestamp").build());

    private Schema row = ZONED;

    private static Schema row(Schema timestamp) {
        return SchemaBuilder.struct()
                .name("hired_employees")
                .field("id", Schema.INT32_SCHEMA)
                .field("name", Schema.STRING_SCHEMA)
                .field("datetime", timestamp)
                .field("department_id", Schema.INT32_SCHEMA)
                .field("job_id", Schema.INT32_SCHEMA)
                .build();
    }

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        if (isKey) {
            throw new DataException("This is a converter of values");
        }
        row = "micros".equals(settings.get(TIMESTAMPS)) ? MICROS : ZONED;
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(value);
        in.position(FRAME);
        List<Field> fields = row.fields();
        Struct struct = new Struct(row)
                .put(fields.get(0), (int) number(in))
                .put(fields.get(1), text(value, in))
                .put(fields.get(2), timestamp(number(in)))
                .put(fields.get(3), (int) number(in))
                .put(fields.get(4), (int) number(in));
        return new SchemaAndValue(row, struct);
    }

    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
        throw new DataException("This is a converter for sinks");
    }

    private Object timestamp(long micros) {
        return row == MICROS
                ? (Object) micros
                : Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1_000L)
                        .toString();
    }

    private static long number(ByteBuffer in) {
        long zigzag = 0;
        int shift = 0;
        byte next;
        do {
            next = in.get();
            zigzag |= (long) (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        return zigzag >>> 1 ^ -(zigzag & 1);
    }

    private static String text(byte[] value, ByteBuffer in) {
        int length = (int) number(in);
        String text = new String(value, in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length);
        return text;
    }
}
