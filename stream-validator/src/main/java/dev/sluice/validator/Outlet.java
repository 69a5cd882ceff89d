package dev.sluice.validator;

import dev.sluice.row.Violation;
import dev.sluice.wire.BatchEvent;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Where settled rows and what is told about them leave the topology. */
final class Outlet {
    static final String BATCHES = "batches";
    static final String HELD = "held-marks";

    private final ProcessorContext<byte[], byte[]> context;
    private final Channels channels;
    private final ValidatorMetrics metrics;
    private final DeadLetters deadLetters;

    Outlet(ProcessorContext<byte[], byte[]> context, Channels channels, ValidatorMetrics metrics) {
        this.context = context;
        this.channels = channels;
        this.metrics = metrics;
        this.deadLetters = new DeadLetters(channels.largestRecord());
    }

    /** @param framed null for a removal */
    void valid(Arrival arrival, byte[] key, byte @Nullable [] framed) {
        context.forward(
                new Record<>(key, framed, arrival.timestamp(), RowHeaders.ofValid(arrival)),
                arrival.channel().validSink());
    }

    void dead(Arrival arrival, List<Violation> violations) {
        metrics.violated(arrival.table(), violations);
        context.forward(deadLetters.of(arrival, violations), arrival.channel().deadLetterSink());
    }

    void tally(BatchEvent.Judged event) {
        Headers headers = new RecordHeaders().add(dev.sluice.wire.Headers.EVENT, bytes(event.kind()));
        context.forward(
                new Record<>(bytes(event.batchId()), event.toJson(), context.currentSystemTimeMs(), headers), BATCHES);
    }

    /** Tells the other tasks that rows which refer to this one must wait longer. */
    void held(Channel channel, String key) {
        mark(channel, key, HeldStore.HELD);
    }

    void heldNoMore(Channel channel, String key) {
        mark(channel, key, null);
    }

    private void mark(Channel channel, String key, byte @Nullable [] mark) {
        if (channels.holdsOthersUp(channel.contract())) {
            byte[] name = HeldStore.key(channel.table(), key);
            context.forward(new Record<>(name, mark, context.currentSystemTimeMs()), HELD);
        }
    }

    private static byte[] bytes(String text) {
        return dev.sluice.wire.Headers.bytes(text);
    }
}
