package dev.sluice.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Column;
import dev.sluice.contract.ColumnType;
import dev.sluice.contract.Contract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A million generated rows: the judge must say what the plain one says, and encode what Avro's own writer encodes. */
class JudgeAgainstPlainJudgeTest {
    /** Over all tests; {@code -Dsluice.judge.rows} asks for more. */
    private static final int ROWS = Integer.getInteger("sluice.judge.rows", 1_000_000);

    private int good;

    static Stream<Contract> contracts() {
        return Stream.of(TestContracts.HIRES, TestContracts.JOBS, TestContracts.BADGES, TestContracts.SHIFTS);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void jsonRowsGetThePlainVerdict(Contract contract) {
        long seed = new Random().nextLong();
        RowGenerator generator = new RowGenerator(new Random(seed), contract);
        RowJudge judge = RowJudge.of(contract, WriterSchemas.NONE);
        byte[] type = "application/json".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < rows(contract); i++) {
            byte[] value = generator.json();
            RawRow raw = new RawRow(null, value, type, null, null, false);
            check(contract, seed, value, judge.judge(raw, References.TRUSTED), PlainJudge.json(contract, value));
        }
        report("JSON", contract, seed);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void csvRowsGetThePlainVerdict(Contract contract) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        RowGenerator generator = new RowGenerator(random, contract);
        RowJudge judge = RowJudge.of(contract, WriterSchemas.NONE);
        List<String> inOrder = contract.columns().stream().map(Column::name).toList();
        for (int i = 0; i < rows(contract); i++) {
            List<String> columns = inOrder;
            if (random.nextInt(10) == 0) {
                columns = new ArrayList<>(inOrder);
                Collections.shuffle(columns, random);
                columns.set(
                        random.nextInt(columns.size()),
                        List.of("x", columns.get(0)).get(random.nextInt(2)));
            }
            char delimiter = ",,;\t".charAt(random.nextInt(4));
            byte[] value = generator.csv(columns, delimiter);
            RawRow raw = RawRow.of(null, value).withContentType("text/csv; delimiter=" + delimiter);
            raw = columns == inOrder ? raw : raw.withColumns(String.join(",", columns));
            check(
                    contract,
                    seed,
                    value,
                    judge.judge(raw, References.TRUSTED),
                    PlainJudge.csv(contract, value, columns, delimiter));
        }
        report("CSV", contract, seed);
    }

    /** Four contracts in two formats; the wide one costs as much as three of the others. */
    private static int rows(Contract contract) {
        return contract == TestContracts.BADGES ? ROWS / 20 : ROWS * 3 / 20;
    }

    private void check(Contract contract, long seed, byte[] value, Verdict verdict, PlainJudge.Judgement plain) {
        boolean same = plain.sameViolations(verdict);
        if (same && verdict instanceof Verdict.Valid valid) {
            good++;
            Row row = valid.row();
            same = row.key().equals(plain.key())
                    && ByteBuffer.wrap(row.avro()).equals(ByteBuffer.wrap(encode(contract, plain.values())))
                    && row.references().equals(references(contract, plain.values()));
        }
        if (!same) {
            throw new AssertionError("seed %d, %s, row «%s»: %s but plainly %s"
                    .formatted(seed, contract, new String(value, StandardCharsets.UTF_8), verdict, plain));
        }
    }

    private void report(String format, Contract contract, long seed) {
        System.out.printf("%s of %s: seed %d, %d of %d valid%n", format, contract.table(), seed, good, rows(contract));
        assertThat(good).isBetween(rows(contract) / 25, rows(contract) * 24 / 25);
    }

    private static List<Reference> references(Contract contract, Map<String, Object> values) {
        List<Reference> references = new ArrayList<>();
        for (Column column : contract.columns()) {
            Object value = values.get(column.name());
            if (column.references().isPresent() && value != null) {
                references.add(new Reference(column.name(), column.references().get(), PlainJudge.part(value)));
            }
        }
        return references;
    }

    private static byte[] encode(Contract contract, Map<String, Object> values) {
        GenericRecord row = new GenericData.Record(contract.schema());
        for (Column column : contract.columns()) {
            row.put(column.name(), datum(column, values.get(column.name()), contract));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<GenericRecord>(contract.schema()).write(row, encoder);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private static @Nullable Object datum(Column column, @Nullable Object value, Contract contract) {
        if (value instanceof BigDecimal decimal) {
            return ByteBuffer.wrap(decimal.unscaledValue().toByteArray());
        }
        if (value instanceof LocalDate date) {
            return (int) date.toEpochDay();
        }
        if (value instanceof Instant instant) {
            boolean millis = ((ColumnType.Timestamp) column.type()).unit() == ColumnType.Unit.MILLIS;
            return millis ? instant.toEpochMilli() : instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
        }
        if (column.type() instanceof ColumnType.Enumeration && value != null) {
            return new GenericData.EnumSymbol(
                    contract.schema().getField(column.name()).schema(), value);
        }
        return column.type() instanceof ColumnType.Uuid && value != null ? value.toString() : value;
    }
}
