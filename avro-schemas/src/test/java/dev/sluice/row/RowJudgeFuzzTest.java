package dev.sluice.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import dev.sluice.wire.Framing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * No bytes make the judge throw, loop or differ from the plain judge. Runs on the committed corpus; with
 * {@code JAZZER_FUZZ=1} it looks for new inputs.
 */
class RowJudgeFuzzTest {
    private static final byte[] JSON = "application/json".getBytes(StandardCharsets.UTF_8);
    private static final List<String> COLUMNS =
            TestContracts.BADGES.columns().stream().map(Column::name).toList();
    private static final List<Schema> WRITERS = List.of(
            TestContracts.BADGES.schema(),
            new Schema.Parser().parse("""
                    {"type": "record", "name": "T", "fields": [
                      {"name": "extra", "type": {"type": "array", "items": ["null", "T", {"type": "map", "values": "bytes"}]}},
                      {"name": "code", "type": ["bytes", "null"]}, {"name": "weight", "type": ["null", "float", "long"]},
                      {"name": "price", "type": {"type": "fixed", "name": "F", "size": 3, "logicalType": "decimal", "precision": 6, "scale": 4}},
                      {"name": "left", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                      {"name": "nothing", "type": {"type": "array", "items": "null"}},
                      {"name": "level", "type": {"type": "enum", "name": "L", "symbols": ["HIGH", "LOW", "NONE"]}}]}
                    """),
            new Schema.Parser().parse("{\"type\": \"array\", \"items\": \"string\"}"));

    private final RowJudge judge = RowJudge.of(TestContracts.BADGES, RowJudgeFuzzTest::writer);

    private static WriterSchemas.Lookup writer(int id) {
        return id >= 0 && id < WRITERS.size() ? new WriterSchemas.Found(WRITERS.get(id)) : new WriterSchemas.Unknown();
    }

    @FuzzTest
    void anyJsonGetsThePlainVerdict(byte[] value) {
        Verdict verdict = judge.judge(new RawRow(null, value, JSON, null, null, false), References.TRUSTED);

        same(verdict, PlainJudge.json(TestContracts.BADGES, value));
    }

    @FuzzTest
    void anyCsvGetsThePlainVerdict(FuzzedDataProvider data) {
        char delimiter = data.pickValue(new char[] {',', ';', '\t', '|'});
        byte[] value = data.consumeRemainingAsBytes();
        RawRow raw = RawRow.of(null, value).withContentType("text/csv; delimiter=" + delimiter);

        same(judge.judge(raw, References.TRUSTED), PlainJudge.csv(TestContracts.BADGES, value, COLUMNS, delimiter));
    }

    @FuzzTest
    void anyAvroGetsAVerdict(FuzzedDataProvider data) {
        int id = data.consumeInt(0, WRITERS.size());

        sound(judge.judge(RawRow.of(null, Framing.frame(id, data.consumeRemainingAsBytes())), References.TRUSTED));
    }

    @FuzzTest
    void anyRecordGetsAVerdict(FuzzedDataProvider data) {
        RawRow raw = new RawRow(
                data.consumeBoolean() ? data.consumeBytes(20) : null,
                data.consumeBoolean() ? data.consumeBytes(300) : null,
                data.consumeBoolean() ? data.consumeBytes(40) : null,
                data.consumeBoolean() ? data.consumeBytes(200) : null,
                data.consumeBoolean() ? data.consumeBytes(20) : null,
                data.consumeBoolean());

        sound(judge.judge(raw, (table, key) -> false));
        assertThat(judge.key(raw)).isNotNull();
    }

    @FuzzTest
    void aKeyThatIsTakenIsCanonical(FuzzedDataProvider data) {
        Contract contract = data.consumeBoolean() ? TestContracts.SHIFTS : TestContracts.JOBS;
        RowKey keys = RowKey.of(contract);
        String key = data.consumeRemainingAsString();

        Optional<List<Object>> values = keys.values(key);

        values.ifPresent(it -> assertThat(keys.text(it)).isEqualTo(key));
    }

    private static void same(Verdict verdict, PlainJudge.Judgement plain) {
        sound(verdict);
        boolean cut = plain.violations().size() > 100;
        assertThat(cut || plain.sameViolations(verdict))
                .as("%s but plainly %s", verdict, plain)
                .isTrue();
    }

    /** A row is what its schema says; reasons are short enough to travel in a header. */
    private static void sound(Verdict verdict) {
        if (verdict instanceof Verdict.Valid valid) {
            TestRows.decode(valid.row());
        } else if (verdict instanceof Verdict.Waiting waiting) {
            TestRows.decode(waiting.row());
        } else if (verdict instanceof Verdict.Rejected rejected) {
            assertThat(rejected.violations()).isNotEmpty().hasSizeLessThan(200);
            assertThat(rejected.violations())
                    .allSatisfy(it -> assertThat(it.message()).hasSizeLessThan(400));
        }
    }
}
