package dev.sluice.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Contract;
import dev.sluice.row.WriterSchemas.Found;
import dev.sluice.row.WriterSchemas.Unknown;
import dev.sluice.wire.Framing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PresentBodiesTest {
    private static final String CONTRACT = """
            { "type": "record", "name": "Trip", "namespace": "test", "sluice.table": "trips", "sluice.key": "id", "fields": [
              { "name": "id", "type": "int" }, { "name": "value", "type": %s } ] }
            """;

    private static final String MILLIS = "{ \"type\": \"long\", \"logicalType\": \"timestamp-millis\" }";
    private static final String MICROS = "{ \"type\": \"long\", \"logicalType\": \"timestamp-micros\" }";

    @Test
    void aRowOfThePresentSchemaIsReadInPlace() {
        byte[] framed = framed(contract(MICROS).schema(), 1_626_000_000_000_001L);

        PresentBodies bodies = PresentBodies.of(
                contract(MICROS), id -> new Found(contract(MICROS).schema()));

        assertThat(bodies.locate(framed)).isTrue();
        assertThat(bodies.bytes()).isSameAs(framed);
        assertThat(bodies.from()).isEqualTo(Framing.HEADER);
    }

    @ParameterizedTest
    @ValueSource(longs = {1_626_000_000_000L, -1, 0})
    void millisecondsAreReadAsTheSameInstantInMicroseconds(long millis) {
        assertThat(reread(MILLIS, MICROS, millis)).contains(millis * 1000);
        assertThat(reread(MICROS, MILLIS, millis * 1000)).contains(millis);
    }

    @Test
    void anInstantThatTheUnitDoesNotHaveIsNoRow() {
        assertThat(reread(MICROS, MILLIS, 1_626_000_000_000_001L)).isEmpty();
        assertThat(reread(MILLIS, MICROS, Long.MAX_VALUE / 1000 + 1)).isEmpty();
    }

    @Test
    void anOptionalTimestampIsConvertedAndNothingStaysNothing() {
        String optional = "[\"null\", " + MILLIS + "]";

        assertThat(reread(optional, "[\"null\", " + MICROS + "]", 5L)).contains(5000L);
        assertThat(reread(MILLIS, "[\"null\", " + MICROS + "]", 5L)).contains(5000L);
        Schema written = contract(optional).schema();
        assertThat(located(written, contract("[\"null\", " + MICROS + "]"), null))
                .hasValueSatisfying(row -> assertThat(row.get("value")).isNull());
    }

    @ParameterizedTest
    @CsvSource({"2,1250,4,125000", "4,125000,2,1250", "2,-7,3,-70"})
    void aDecimalKeepsItsValueInAnotherScale(int before, long unscaled, int after, long expected) {
        assertThat(reread(decimal(before), decimal(after), bytes(unscaled, before)))
                .contains(bytes(expected, after));
    }

    @Test
    void aDecimalThatTheScaleCantHoldIsNoRow() {
        assertThat(reread(decimal(4), decimal(2), bytes(125_001, 4))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"long\"", "{ \"type\": \"long\", \"logicalType\": \"local-timestamp-millis\" }"})
    void aNumberOfAnUnknownUnitIsNoTimestamp(String type) {
        Schema written = new Schema.Parser().parse(CONTRACT.formatted(type));

        assertThat(located(written, contract(MICROS), 1_626_000_000_000L)).isEmpty();
    }

    @Test
    void bytesBehindTheRowAreRefusedAlsoWhereItIsWrittenAnew() {
        byte[] framed = framed(contract(MILLIS).schema(), 5L);
        PresentBodies bodies = PresentBodies.of(
                contract(MICROS), id -> new Found(contract(MILLIS).schema()));

        assertThat(bodies.locate(Arrays.copyOf(framed, framed.length + 1))).isFalse();
        assertThat(bodies.locate(framed)).isTrue();
    }

    @Test
    void whatNobodyKnowsOrFramedIsNoRow() {
        PresentBodies bodies = PresentBodies.of(contract(MICROS), id -> new Unknown());

        assertThat(bodies.locate(framed(contract(MICROS).schema(), 5L))).isFalse();
        assertThat(bodies.locate(new byte[] {1, 2, 3})).isFalse();
    }

    /** The value as the present contract has it; empty when the row can't be read. */
    private static Optional<Object> reread(String before, String after, Object value) {
        return located(contract(before).schema(), contract(after), value).map(row -> row.get("value"));
    }

    private static Optional<GenericRecord> located(Schema written, Contract present, @Nullable Object value) {
        PresentBodies bodies = PresentBodies.of(present, id -> new Found(written));
        if (!bodies.locate(framed(written, value))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new GenericDatumReader<GenericRecord>(present.schema())
                    .read(
                            null,
                            DecoderFactory.get()
                                    .binaryDecoder(
                                            bodies.bytes(),
                                            bodies.from(),
                                            bodies.bytes().length - bodies.from(),
                                            null)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] framed(Schema schema, @Nullable Object value) {
        GenericRecord row = new GenericData.Record(schema);
        row.put("id", 1);
        row.put("value", value);
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(schema).write(row, encoder);
            return Framing.frame(9, out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Contract contract(String type) {
        return Contract.parse("Trip.avsc", CONTRACT.formatted(type));
    }

    private static String decimal(int scale) {
        return "{ \"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 12, \"scale\": " + scale + " }";
    }

    private static ByteBuffer bytes(long unscaled, int scale) {
        return ByteBuffer.wrap(
                BigDecimal.valueOf(unscaled, scale).unscaledValue().toByteArray());
    }
}
