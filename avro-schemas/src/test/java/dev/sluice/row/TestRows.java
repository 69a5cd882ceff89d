package dev.sluice.row;

import dev.sluice.contract.Contract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/** Judges rows and looks into them with Avro's own reader. */
final class TestRows {
    private TestRows() {}

    static Verdict judge(Contract contract, RawRow raw) {
        return RowJudge.of(contract, WriterSchemas.NONE).judge(raw, References.TRUSTED);
    }

    /** What a rejected row is guilty of, as {@code rule:field}; empty for a valid one. */
    static List<String> violations(Contract contract, RawRow raw) {
        return names(judge(contract, raw));
    }

    static List<String> names(Verdict verdict) {
        return verdict.fold(
                valid -> List.of(),
                removed -> List.of(),
                rejected -> rejected.violations().stream()
                        .map(it -> it.field() == null ? it.rule() : it.rule() + ":" + it.field())
                        .toList(),
                waiting -> List.of());
    }

    static Row valid(Contract contract, RawRow raw) {
        Verdict verdict = judge(contract, raw);
        if (verdict instanceof Verdict.Valid it) {
            return it.row();
        }
        throw new AssertionError(verdict);
    }

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

    /** What Avro's reader makes of a decimal, as a number. */
    static Long unscaled(Object decimal) {
        ByteBuffer bytes = ((ByteBuffer) decimal).duplicate();
        byte[] unscaled = new byte[bytes.remaining()];
        bytes.get(unscaled);
        return new BigInteger(unscaled).longValueExact();
    }
}
