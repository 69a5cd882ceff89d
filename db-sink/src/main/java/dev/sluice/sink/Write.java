package dev.sluice.sink;

import dev.sluice.row.PresentBodies;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One record of a valid topic. Equal to any other write of the same key, so that a map keeps the last. */
final class Write {
    private final ConsumerRecord<byte[], byte[]> record;
    private final int hash;
    private byte @Nullable [] row;
    private int from;
    private @Nullable Write previous;

    Write(ConsumerRecord<byte[], byte[]> record) {
        this.record = record;
        this.hash = Arrays.hashCode(record.key());
        this.row = record.value();
    }

    ConsumerRecord<byte[], byte[]> record() {
        return record;
    }

    TopicPartition partition() {
        return new TopicPartition(record.topic(), record.partition());
    }

    long offset() {
        return record.offset();
    }

    /** Finds the Avro body, as the contract's present schema writes it; false when there is none that can be read. */
    boolean locate(PresentBodies bodies) {
        byte[] value = record.value();
        if (value == null || !bodies.locate(value)) {
            return false;
        }
        row = bodies.bytes();
        from = bodies.from();
        return true;
    }

    byte @Nullable [] row() {
        return row;
    }

    int from() {
        return from;
    }

    boolean isRemoval() {
        return record.value() == null;
    }

    /** The write to the same key before this one, in the same micro-batch. */
    @Nullable
    Write previous() {
        return previous;
    }

    void follows(@Nullable Write earlier) {
        previous = earlier;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Write write && hash == write.hash && Arrays.equals(record.key(), write.record.key());
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
