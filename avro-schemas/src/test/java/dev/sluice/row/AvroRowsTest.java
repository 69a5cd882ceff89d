package dev.sluice.row;

import static dev.sluice.row.TestRows.decode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.contract.Contract;
import dev.sluice.wire.Framing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Framed Avro with the schema that its writer had. */
class AvroRowsTest {
    private static final int ID = 7;

    @Test
    void whatTheContractsSchemaWroteIsReadBackAsItWas() {
        Row row = TestRows.valid(
                TestContracts.BADGES,
                RawRow.csv("AB-1,9,-2,1.5,-12.0000000001,1e3,,true,false,2021-02-03,,2021-02-03T04:05:06.789Z,"
                        + "1970-01-01T01:00:00+01:00,123e4567-e89b-12d3-a456-426614174000,HIGH,é,7"));

        Verdict verdict = judge(TestContracts.BADGES, TestContracts.BADGES.schema(), row.avro());

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Valid.class, it -> {
            assertThat(it.row().avro()).isEqualTo(row.avro());
            assertThat(it.row().key()).isEqualTo("AB-1");
            assertThat(it.row().references()).isEqualTo(row.references());
        });
    }

    @Test
    void fieldsInAnotherOrderMoreFieldsAndFewerFieldsAreResolved() {
        Schema writer = schema("""
                {"type": "record", "name": "Other", "fields": [
                  {"name": "job", "type": ["string", "null"]},
                  {"name": "tags", "type": {"type": "map", "values": {"type": "array", "items": ["null", "string", "Other"]}}},
                  {"name": "id", "type": "int"}]}
                """);
        GenericRecord inner = new GenericData.Record(writer);
        inner.put("job", null);
        inner.put("tags", Map.of());
        inner.put("id", 1);
        GenericRecord values = new GenericData.Record(writer);
        values.put("job", "Painter");
        values.put("tags", Map.of("a", Arrays.asList(null, "x", inner), "b", List.of()));
        values.put("id", 5);

        Verdict verdict = judge(TestContracts.JOBS, writer, write(writer, values));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Valid.class,
                        it -> assertThat(decode(it.row())).hasToString("{\"id\": 5, \"job\": \"Painter\"}"));
    }

    @Test
    void aFieldThatTheWriterDoesNotHaveIsMissing() {
        Schema writer = SchemaBuilder.record("Job").fields().requiredInt("id").endRecord();

        assertThat(rejected(TestContracts.JOBS, writer, write(writer, record(writer, 1))))
                .containsExactly("required:job");
    }

    @Test
    void valuesAreBoundByTheSameRulesAsInOtherFormats() {
        Schema writer = TestContracts.JOBS.schema();

        assertThat(rejected(TestContracts.JOBS, writer, write(writer, record(writer, 0, " "))))
                .containsExactly("min:id", "required:job");
        assertThat(rejected(TestContracts.JOBS, writer, write(writer, record(writer, 1, "a\0"))))
                .containsExactly("nul-character:job");
        assertThat(rejected(TestContracts.JOBS, writer, write(writer, record(writer, 1, "x".repeat(201)))))
                .containsExactly("too-long:job");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            "int"                                                           ~ serial  ~ ok
            "int"                                                           ~ weight  ~ ok
            "long"                                                          ~ weight  ~ ok
            "float"                                                         ~ weight  ~ ok
            "bytes"                                                         ~ note    ~ ok
            ["null", "string"]                                              ~ note    ~ ok
            ["int", "null", "long"]                                         ~ serial  ~ ok
            {"type": "fixed", "name": "F", "size": 4, "logicalType": "decimal", "precision": 9, "scale": 1} ~ price ~ ok
            {"type": "long", "logicalType": "timestamp-micros"}             ~ seen    ~ ok
            {"type": "long", "logicalType": "timestamp-millis"}             ~ left    ~ ok
            {"type": "enum", "name": "Level", "symbols": ["MID", "LOW"]}    ~ level   ~ ok
            "string"                                                        ~ token   ~ ok
            "long"                                                          ~ floor   ~ unfit
            "float"                                                         ~ seen    ~ unfit
            "long"                                                          ~ seen    ~ unfit
            {"type": "long", "logicalType": "timestamp-nanos"}              ~ seen    ~ unfit
            {"type": "long", "logicalType": "local-timestamp-micros"}       ~ seen    ~ unfit
            "int"                                                           ~ since   ~ unfit
            "bytes"                                                         ~ price   ~ unfit
            "double"                                                        ~ price   ~ unfit
            "string"                                                        ~ level   ~ unfit
            "boolean"                                                       ~ serial  ~ unfit
            ["null", "int", "string"]                                       ~ serial  ~ unfit
            {"type": "array", "items": "int"}                               ~ serial  ~ unfit
            """)
    void aWritersTypeIsPromotedOrTheSchemaDoesNotFit(String type, String column, String outcome) {
        Schema writer = schema("""
                {"type": "record", "name": "Badge", "fields": [{"name": "%s", "type": %s}]}
                """.formatted(column, type));

        List<String> violations = rejected(TestContracts.BADGES, writer, new byte[] {0, 0, 0, 0, 0, 0, 0, 0});

        if (outcome.equals("unfit")) {
            assertThat(violations).containsExactly("not-decodable");
            assertThat(message(TestContracts.BADGES, writer, new byte[] {0}))
                    .contains("doesn't fit the contract: its field " + column);
        } else {
            assertThat(violations).isNotEmpty();
            assertThat(message(TestContracts.BADGES, writer, new byte[] {0})).doesNotContain("doesn't fit");
        }
    }

    @Test
    void unitsAndScalesAreConvertedExactlyOrNotAtAll() {
        assertThat(value("seen", "{\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}", 5_000L))
                .isEqualTo("5");
        assertThat(value("seen", "{\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}", 5_001L))
                .isEqualTo("invalid-timestamp:seen");
        assertThat(value("left", "{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}", -5L))
                .isEqualTo("-5000");
        assertThat(value("left", "{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}", Long.MIN_VALUE))
                .isEqualTo("timestamp-range:left");
        assertThat(value("price", decimal(3), new BigDecimal("1.230"))).isEqualTo("123");
        assertThat(value("price", decimal(3), new BigDecimal("1.234"))).isEqualTo("scale:price");
        assertThat(value("price", decimal(0), new BigDecimal("12"))).isEqualTo("1200");
        assertThat(value("price", decimal(0), new BigDecimal("12345678"))).isEqualTo("number-range:price");
        assertThat(value("price", decimal(0), new BigDecimal("9".repeat(100)))).isEqualTo("number-range:price");
        assertThat(value("weight", "\"double\"", Double.NaN)).isEqualTo("number-range:weight");
        assertThat(value("weight", "\"float\"", Float.NEGATIVE_INFINITY)).isEqualTo("number-range:weight");
        assertThat(value("weight", "\"long\"", 3L)).isEqualTo("3.0");
        assertThat(value("level", "{\"type\": \"enum\", \"name\": \"L\", \"symbols\": [\"TOP\", \"MID\"]}", "MID"))
                .isEqualTo("MID");
        assertThat(value("level", "{\"type\": \"enum\", \"name\": \"L\", \"symbols\": [\"TOP\", \"MID\"]}", "TOP"))
                .isEqualTo("unknown-symbol:level");
        assertThat(value("since", "{\"type\": \"int\", \"logicalType\": \"date\"}", Integer.MAX_VALUE))
                .isEqualTo("date-range:since");
    }

    @Test
    void aDecimalWithoutBytesIsNone() {
        Schema writer = TestContracts.BADGES.schema();
        Schema only =
                schema("{\"type\": \"record\", \"name\": \"T\", \"fields\": [{\"name\": \"price\", \"type\": %s}]}"
                        .formatted(writer.getField("price").schema()));

        assertThat(rejected(TestContracts.BADGES, only, new byte[] {0})).contains("type-mismatch:price");
    }

    @Tag("bad-input-51")
    @Test
    void everyCutAndEveryByteMoreIsNotDecodable() {
        Schema writer = TestContracts.HIRES.schema();
        byte[] body = write(writer, record(writer, 300, "Ada Lovelace", 1_612_325_106_000_000L, 3, 70));

        assertThat(judge(TestContracts.HIRES, writer, body)).isInstanceOf(Verdict.Valid.class);
        for (int length = 0; length < body.length; length++) {
            assertThat(rejected(TestContracts.HIRES, writer, Arrays.copyOf(body, length)))
                    .containsExactly("not-decodable");
        }
        assertThat(rejected(TestContracts.HIRES, writer, Arrays.copyOf(body, body.length + 1)))
                .containsExactly("not-decodable");
        for (int length = 0; length < 5; length++) {
            assertThat(TestRows.names(judge(TestContracts.HIRES, writer, RawRow.of(null, new byte[length]))))
                    .containsExactly("not-decodable");
        }
    }

    @Tag("bad-input-51")
    @Test
    void aLengthThatIsNotThereIsNeverAllocated() throws IOException {
        Schema writer = schema("""
                {"type": "record", "name": "T", "fields": [
                  {"name": "extra", "type": {"type": "array", "items": "string"}}, {"name": "job", "type": "string"}]}
                """);
        for (long claim : new long[] {500_000_000, Integer.MAX_VALUE, 1L << 40, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            assertThat(rejected(TestContracts.JOBS, writer, longs(0, claim))).containsExactly("not-decodable");
            assertThat(rejected(TestContracts.JOBS, writer, longs(claim, claim)))
                    .containsExactly("not-decodable");
            assertThat(rejected(TestContracts.JOBS, writer, longs(1, claim))).containsExactly("not-decodable");
        }
    }

    @Tag("bad-input-51")
    @Test
    void elementsOfNoSizeTakeNoTime() throws IOException {
        Schema writer = schema("""
                {"type": "record", "name": "T", "fields": [
                  {"name": "extra", "type": {"type": "array", "items": {"type": "array", "items": "null"}}}]}
                """);
        byte[] body = longs(Long.MAX_VALUE, Long.MAX_VALUE, 0, 0);

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(1),
                () -> assertThat(rejected(TestContracts.JOBS, writer, body)).containsExactly("not-decodable"));
    }

    @Tag("bad-input-51")
    @Test
    void depthThatOnlyTheBytesDecideIsBounded() {
        Schema writer = schema("""
                {"type": "record", "name": "T", "fields": [{"name": "next", "type": ["null", "T"]}]}
                """);
        byte[] deep = new byte[500_000];
        Arrays.fill(deep, (byte) 2);

        assertThat(rejected(TestContracts.JOBS, writer, deep)).containsExactly("not-decodable");
    }

    @Tag("bad-input-51")
    @Test
    void anUnknownSchemaIdIsNotDecodable() {
        RawRow raw = RawRow.of(null, Framing.frame(99, new byte[] {2}));

        assertThat(TestRows.violations(TestContracts.JOBS, raw)).containsExactly("not-decodable");
    }

    @Tag("bad-input-52")
    @Test
    void aRegistryThatCantBeAskedIsNoVerdict() {
        IllegalStateException outage = new IllegalStateException("no answer");
        RowJudge judge = RowJudge.of(TestContracts.JOBS, id -> {
            throw outage;
        });

        assertThatThrownBy(() -> judge.judge(RawRow.of(null, Framing.frame(1, new byte[1])), References.TRUSTED))
                .isSameAs(outage);
    }

    @Test
    void theRegistryIsAskedOnceForEachSchema() {
        int[] asked = {0};
        Schema writer = TestContracts.JOBS.schema();
        RowJudge judge = RowJudge.of(TestContracts.JOBS, id -> {
            asked[0]++;
            return new WriterSchemas.Found(writer);
        });
        RawRow raw = RawRow.of(null, Framing.frame(ID, write(writer, record(writer, 1, "Painter"))));

        judge.judge(raw, References.TRUSTED);
        judge.judge(raw, References.TRUSTED);

        assertThat(asked[0]).isEqualTo(1);
    }

    /** The value of a column as it is encoded, or what is wrong with it; other columns are left out. */
    private static String value(String column, String type, Object value) {
        Schema writer = schema("""
                {"type": "record", "name": "Badge", "fields": [{"name": "%s", "type": %s}]}
                """.formatted(column, type));
        Schema field = writer.getField(column).schema();
        Object datum = value;
        if (value instanceof BigDecimal decimal) {
            datum = ByteBuffer.wrap(decimal.unscaledValue().toByteArray());
        } else if (field.getType() == Schema.Type.ENUM) {
            datum = new GenericData.EnumSymbol(field, value);
        }
        Contract only = Contract.parse("only.avsc", single(column));
        RawRow raw = RawRow.of(null, Framing.frame(ID, write(writer, record(writer, datum))));
        Verdict verdict = judge(only, writer, raw.withGeneratedId("1"));
        return verdict instanceof Verdict.Rejected
                ? TestRows.names(verdict).get(0)
                : text(decode(((Verdict.Valid) verdict).row()).get(column));
    }

    private static String text(Object value) {
        return value instanceof ByteBuffer bytes ? TestRows.unscaled(bytes).toString() : value.toString();
    }

    /** The badge's contract with one column as required, and a generated key so that nothing else is missing. */
    private static String single(String column) {
        Schema type = TestContracts.BADGES.schema().getField(column).schema();
        Schema plain = type.isUnion() ? type.getTypes().get(1) : type;
        return """
                {"type": "record", "name": "Only", "sluice.table": "only", "sluice.key": "id", "fields": [
                  {"name": "id", "type": "int", "sluice.generated": true}, {"name": "%s", "type": %s}]}
                """.formatted(column, plain);
    }

    private static String decimal(int scale) {
        return "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 100, \"scale\": " + scale + "}";
    }

    private static Schema schema(String json) {
        return new Schema.Parser().parse(json);
    }

    private static GenericRecord record(Schema schema, Object... values) {
        GenericRecord row = new GenericData.Record(schema);
        for (int i = 0; i < values.length; i++) {
            row.put(i, values[i]);
        }
        return row;
    }

    private static byte[] write(Schema schema, GenericRecord values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<GenericRecord>(schema).write(values, encoder);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] longs(long... values) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        for (long value : values) {
            encoder.writeLong(value);
        }
        return bytes.toByteArray();
    }

    private static Verdict judge(Contract contract, Schema writer, byte[] body) {
        return judge(contract, writer, RawRow.of(null, Framing.frame(ID, body)));
    }

    private static Verdict judge(Contract contract, Schema writer, RawRow raw) {
        return RowJudge.of(contract, id -> id == ID ? new WriterSchemas.Found(writer) : new WriterSchemas.Unknown())
                .judge(raw, References.TRUSTED);
    }

    private static List<String> rejected(Contract contract, Schema writer, byte[] body) {
        return TestRows.names(judge(contract, writer, body));
    }

    private static String message(Contract contract, Schema writer, byte[] body) {
        return ((Verdict.Rejected) judge(contract, writer, body))
                .violations()
                .get(0)
                .message();
    }
}
