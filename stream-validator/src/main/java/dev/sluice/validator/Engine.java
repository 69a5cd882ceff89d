package dev.sluice.validator;

import java.util.function.Consumer;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;

/** What {@link ValidatorLife} keeps running: one client of Kafka Streams, from its start to its end. */
interface Engine extends AutoCloseable {
    /** Returns when the keys of all parents are here; the rest starts meanwhile. */
    void start(StreamsUncaughtExceptionHandler onFailure, Consumer<State> onChange);

    /** Rows stay where they are; the group keeps its members. */
    void pause();

    void resume();

    State state();

    /** Whether this is the thread that reads the parents' keys: Kafka Streams can't replace it. */
    boolean isGlobal(Thread thread);

    @Override
    void close();
}
