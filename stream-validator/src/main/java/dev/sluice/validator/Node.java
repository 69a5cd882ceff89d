package dev.sluice.validator;

import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * A processor of the topology whose work is made when its task starts, with the context and the stores in hand: so the
 * work itself has final fields only.
 */
final class Node<KIn, VIn, KOut, VOut> implements Processor<KIn, VIn, KOut, VOut> {
    private final Function<ProcessorContext<KOut, VOut>, Work<KIn, VIn>> opening;
    private @Nullable Work<KIn, VIn> work;

    Node(Function<ProcessorContext<KOut, VOut>, Work<KIn, VIn>> opening) {
        this.opening = opening;
    }

    @Override
    public void init(ProcessorContext<KOut, VOut> context) {
        work = opening.apply(context);
    }

    @Override
    public void process(Record<KIn, VIn> record) {
        Objects.requireNonNull(work, "init comes first").process(record);
    }

    @Override
    public void close() {
        if (work != null) {
            work.close();
            work = null;
        }
    }

    /** What a node does with each record. */
    @FunctionalInterface
    interface Work<K, V> {
        void process(Record<K, V> record);

        default void close() {}
    }
}
