package dev.sluice.validator;

import dev.sluice.row.Verdict;
import dev.sluice.wire.Headers;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Node {@code judge}: a raw record in, its verdict out. A row that lies in another partition than its key belongs to
 * takes a detour over the re-key topic, so that all writes to a key are settled by one task, in order.
 */
final class Judging implements Node.Work<byte[], byte[]> {
    private final ProcessorContext<byte[], Object> context;
    private final Arrivals arrivals;
    private final Judges judges;
    private final ValidatorMetrics metrics;
    private int sinceSample;

    Judging(ProcessorContext<byte[], Object> context, Arrivals arrivals, Judges judges, ValidatorMetrics metrics) {
        this.context = context;
        this.arrivals = arrivals;
        this.judges = judges;
        this.metrics = metrics;
    }

    @Override
    public void process(Record<byte[], byte[]> raw) {
        RecordMetadata place = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record without a place in the log"));
        Arrival arrival = arrivals.of(raw, place);
        Verdict verdict = judged(arrival);
        Optional<byte[]> misplaced = key(verdict).filter(key -> isMisplaced(arrival, key, place));
        if (misplaced.isPresent()) {
            metrics.misplaced(arrival.table());
            context.forward(
                    new Record<>(misplaced.get(), arrival.value(), arrival.timestamp(), RowHeaders.ofRaw(arrival)),
                    arrival.channel().rekeySink());
        } else {
            context.forward(
                    new Record<>(raw.key(), new Judged(arrival, verdict), arrival.timestamp()),
                    ValidatorTopology.SETTLE);
        }
    }

    /** Two looks at the clock cost as much as a column: one row of many is timed. */
    private Verdict judged(Arrival arrival) {
        if (++sinceSample < ValidatorMetrics.ROWS_PER_SAMPLE) {
            return judges.judge(arrival);
        }
        sinceSample = 0;
        long start = System.nanoTime();
        Verdict verdict = judges.judge(arrival);
        metrics.sample(arrival, System.nanoTime() - start, context.currentSystemTimeMs());
        return verdict;
    }

    /** What has been over the re-key topic is where it belongs. */
    private static boolean isMisplaced(Arrival arrival, byte[] key, RecordMetadata place) {
        Channel channel = arrival.channel();
        return channel.partitionOf(key) != place.partition() && !channel.isRekey(place.topic());
    }

    /** The key of a row that can take effect. A rejected one has no place where it must be settled. */
    private static Optional<byte[]> key(Verdict verdict) {
        return verdict.fold(
                valid -> Optional.of(valid.row().keyBytes()),
                removed -> Optional.of(Headers.bytes(removed.key())),
                rejected -> Optional.empty(),
                waiting -> Optional.of(waiting.row().keyBytes()));
    }
}
