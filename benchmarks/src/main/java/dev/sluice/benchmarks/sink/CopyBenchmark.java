package dev.sluice.benchmarks.sink;

import dev.sluice.benchmarks.HiredRow;
import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.copy.CopyBuffer;
import dev.sluice.copy.CopyEncoder;
import dev.sluice.copy.IdSet;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
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

/** Avro bodies of {@code hired_employees} to the bytes of a binary COPY, in rows per second of one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(CopyBenchmark.ROWS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class CopyBenchmark {
    static final int ROWS = 20_000;

    private static final long POSTGRES_EPOCH_MICROS =
            ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2000-01-01T00:00:00Z"));

    private final Contract contract = Contracts.shipped().get("hired_employees");
    private final List<Column> columns = contract.columns();
    private final CopyEncoder encoder = CopyEncoder.of(contract);
    private final CopyBuffer buffer = new CopyBuffer(1 << 21);
    private final GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(contract.schema());
    private final byte[][] rows = new byte[ROWS][];

    /** Both ways must give the same bytes. */
    @Setup
    public void rows() throws IOException {
        for (int i = 0; i < ROWS; i++) {
            HiredRow row = HiredRow.of(i + 1, 0);
            ByteArrayOutputStream body = new ByteArrayOutputStream(64);
            BinaryEncoder avro = EncoderFactory.get().directBinaryEncoder(body, null);
            avro.writeInt(row.id());
            avro.writeString(row.name());
            avro.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, row.hiredAt()));
            avro.writeInt(row.department());
            avro.writeInt(row.job());
            rows[i] = body.toByteArray();
        }
        straight();
        if (!Arrays.equals(Arrays.copyOf(buffer.bytes(), buffer.size()), byRecord())) {
            throw new IllegalStateException("both ways must give the same bytes");
        }
    }

    /** As the sink does it, references collected on the way. */
    @Benchmark
    public int straight() {
        IdSet[] references = new IdSet[columns.size()];
        for (Column column : columns) {
            if (column.references().isPresent()) {
                references[column.position()] = IdSet.of(column);
            }
        }
        buffer.clear();
        for (byte[] row : rows) {
            encoder.encode(row, 0, references, buffer);
        }
        return buffer.size();
    }

    /** As one would write it first: a record for each row, a value for each field. */
    @Benchmark
    public byte[] byRecord() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 21);
        DataOutputStream out = new DataOutputStream(bytes);
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(new byte[0], null);
        for (byte[] row : rows) {
            decoder = DecoderFactory.get().binaryDecoder(row, decoder);
            write(reader.read(null, decoder), out);
        }
        return bytes.toByteArray();
    }

    private static void write(GenericRecord row, DataOutputStream out) throws IOException {
        out.writeShort(5);
        writeInt((Integer) row.get("id"), out);
        byte[] name = row.get("name").toString().getBytes(StandardCharsets.UTF_8);
        out.writeInt(name.length);
        out.write(name);
        out.writeInt(8);
        out.writeLong((Long) row.get("datetime") - POSTGRES_EPOCH_MICROS);
        writeInt((Integer) row.get("department_id"), out);
        writeInt((Integer) row.get("job_id"), out);
    }

    private static void writeInt(int value, DataOutputStream out) throws IOException {
        out.writeInt(4);
        out.writeInt(value);
    }
}
