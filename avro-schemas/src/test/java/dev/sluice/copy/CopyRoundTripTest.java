package dev.sluice.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Contract;
import dev.sluice.row.AvroOutput;
import dev.sluice.row.KeyOfBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The decoder against the encoder, which is checked against PostgreSQL's own parsing. */
class CopyRoundTripTest {
    private static final Contract EVERYTHING = Contract.parse("Everything.avsc", """
            { "type": "record", "name": "Everything", "namespace": "test", "sluice.table": "everything", "sluice.key": ["id", "place"], "fields": [
              { "name": "id", "type": "int" },
              { "name": "place", "type": "string" },
              { "name": "big", "type": ["null", "long"] },
              { "name": "real", "type": ["null", "double"] },
              { "name": "yes", "type": ["null", "boolean"] },
              { "name": "small", "type": { "type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2 } },
              { "name": "huge", "type": ["null", { "type": "bytes", "logicalType": "decimal", "precision": 38, "scale": 11 }] },
              { "name": "whole", "type": ["null", { "type": "bytes", "logicalType": "decimal", "precision": 20, "scale": 0 }] },
              { "name": "day", "type": ["null", { "type": "int", "logicalType": "date" }] },
              { "name": "millis", "type": { "type": "long", "logicalType": "timestamp-millis" } },
              { "name": "micros", "type": ["null", { "type": "long", "logicalType": "timestamp-micros" }] },
              { "name": "token", "type": ["null", { "type": "string", "logicalType": "uuid" }] },
              { "name": "level", "type": ["null", { "type": "enum", "name": "Level", "symbols": ["LOW", "MID", "HIGH"] }] }
            ] }
            """);

    private final long seed = Long.getLong("sluice.test.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void whatIsEncodedForPostgresqlIsDecodedToTheSameBytes() throws IOException {
        CopyEncoder encoder = CopyEncoder.of(EVERYTHING);
        CopyDecoder decoder = CopyDecoder.of(EVERYTHING);
        IdSet[] none = new IdSet[EVERYTHING.columns().size()];
        CopyBuffer copy = new CopyBuffer(16);
        AvroOutput out = new AvroOutput();
        CopyCursor cursor = new CopyCursor();
        for (int id = 0; id < 20_000; id++) {
            byte[] body = body(id);
            copy.clear();
            copy.begin();
            assertThat(encoder.encode(body, 0, none, copy)).isTrue();
            copy.end();

            byte[] sent = Arrays.copyOf(copy.bytes(), copy.size());
            cursor.reset(sent);
            out.clear();
            decoder.decode(cursor, out);

            assertThat(cursor.atEnd()).isTrue();
            assertThat(out.toBytes()).as("-Dsluice.test.seed=" + seed).isEqualTo(body);
        }
    }

    @Test
    void theKeyOfABodyIsTheOneThatTheEdgeGivesIt() throws IOException {
        byte[] body = body(17);

        String key = new String(KeyOfBody.of(EVERYTHING).bytes(body), StandardCharsets.UTF_8);

        assertThat(key).isEqualTo("17|a\\|17");
    }

    private byte[] body(int id) throws IOException {
        GenericRecord record = new GenericData.Record(EVERYTHING.schema());
        for (Schema.Field field : EVERYTHING.schema().getFields()) {
            boolean absent = field.schema().isUnion() && random.nextInt(6) == 0;
            record.put(field.pos(), absent ? null : value(id, field));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(EVERYTHING.schema()).write(record, encoder);
        return out.toByteArray();
    }

    private @Nullable Object value(int id, Schema.Field field) {
        return switch (field.name()) {
            case "id" -> id;
            case "place" -> "a|" + id;
            case "big" -> random.nextLong() >> random.nextInt(64);
            case "real" -> Double.longBitsToDouble(random.nextLong());
            case "yes" -> random.nextBoolean();
            case "small" -> decimal(9);
            case "huge" -> decimal(38);
            case "whole" -> decimal(20);
            case "day" -> random.nextInt(4_000_000) - 700_000;
            case "millis" -> random.nextLong() % 60_000_000_000_000L;
            case "micros" -> random.nextLong() % 60_000_000_000_000_000L;
            case "token" -> new UUID(random.nextLong(), random.nextLong()).toString();
            default ->
                new GenericData.EnumSymbol(
                        field.schema().getTypes().get(1), new String[] {"LOW", "MID", "HIGH"}[random.nextInt(3)]);
        };
    }

    private ByteBuffer decimal(int precision) {
        BigInteger limit = BigInteger.TEN.pow(random.nextInt(precision) + 1);
        BigInteger unscaled = new BigInteger(limit.bitLength() + 8, random).mod(limit);
        if (random.nextInt(4) == 0) {
            unscaled = BigInteger.TEN.pow(random.nextInt(precision));
        }
        return ByteBuffer.wrap((random.nextBoolean() ? unscaled : unscaled.negate()).toByteArray());
    }
}
