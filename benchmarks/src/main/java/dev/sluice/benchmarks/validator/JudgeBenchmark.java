package dev.sluice.benchmarks.validator;

import dev.sluice.contract.Contracts;
import dev.sluice.row.RawRow;
import dev.sluice.row.References;
import dev.sluice.row.Row;
import dev.sluice.row.RowJudge;
import dev.sluice.row.Verdict;
import dev.sluice.row.WriterSchemas;
import dev.sluice.wire.Framing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Verdicts of one thread on valid rows of {@code hired_employees}, in rows per second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(JudgeBenchmark.ROWS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class JudgeBenchmark {
    static final int ROWS = 4096;

    private static final String[] NAMES = {"Harold Vogt", "Ty Hofer", "Lyman Hadye", "Lotti Crowthe", "Zoë Ångström"};

    private final RawRow[] csv = new RawRow[ROWS];
    private final RawRow[] json = new RawRow[ROWS];
    private final RawRow[] avro = new RawRow[ROWS];
    private RowJudge judge = RowJudge.of(Contracts.shipped().get("hired_employees"), WriterSchemas.NONE);

    /** Every record has arrays of its own, as from Kafka; all three formats must give the same rows. */
    @Setup
    public void rows() {
        judge = RowJudge.of(
                Contracts.shipped().get("hired_employees"),
                id -> new WriterSchemas.Found(
                        Contracts.shipped().get("hired_employees").schema()));
        Random random = new Random(7);
        for (int i = 0; i < ROWS; i++) {
            int id = 1 + random.nextInt(10_000_000);
            String name = NAMES[i % NAMES.length];
            Instant datetime = Instant.ofEpochSecond(1_600_000_000 + random.nextInt(60_000_000));
            int department = 1 + random.nextInt(12);
            int job = 1 + random.nextInt(183);
            csv[i] = raw("%d,%s,%s,%d,%d".formatted(id, name, datetime, department, job), true);
            json[i] = raw(
                    "{\"id\":%d,\"name\":\"%s\",\"datetime\":\"%s\",\"department_id\":%d,\"job_id\":%d}"
                            .formatted(id, name, datetime, department, job),
                    false);
            Row row = row(csv[i]);
            avro[i] = RawRow.of(null, Framing.frame(1, row.avro()));
            same(row, row(json[i]));
            same(row, row(avro[i]));
        }
    }

    @Benchmark
    public void csv(Blackhole hole) {
        all(i -> csv[i], hole);
    }

    @Benchmark
    public void json(Blackhole hole) {
        all(i -> json[i], hole);
    }

    @Benchmark
    public void avro(Blackhole hole) {
        all(i -> avro[i], hole);
    }

    private void all(IntFunction<RawRow> rows, Blackhole hole) {
        for (int i = 0; i < ROWS; i++) {
            hole.consume(judge.judge(rows.apply(i), References.TRUSTED));
        }
    }

    private static RawRow raw(String text, boolean csv) {
        byte[] contentType = (csv ? "text/csv" : "application/json").getBytes(StandardCharsets.UTF_8);
        return new RawRow(null, text.getBytes(StandardCharsets.UTF_8), contentType, null, null, false);
    }

    private Row row(RawRow raw) {
        if (judge.judge(raw, References.TRUSTED) instanceof Verdict.Valid valid) {
            return valid.row();
        }
        throw new IllegalStateException("only valid rows are measured");
    }

    private static void same(Row one, Row other) {
        if (!Arrays.equals(one.avro(), other.avro())) {
            throw new IllegalStateException("the formats must give the same rows");
        }
    }
}
