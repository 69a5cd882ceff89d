package dev.sluice.sink;

import dev.sluice.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A place in the log. */
record Position(String topic, int partition, long offset) {
    static Position of(ConsumerRecord<?, ?> record) {
        return new Position(record.topic(), record.partition(), record.offset());
    }

    /** Where the raw record stands that this one came from; the record's own place when it came from nowhere else. */
    static Position sourceOf(ConsumerRecord<?, ?> record) {
        return Headers.text(record.headers(), Headers.SOURCE)
                .flatMap(Position::parse)
                .orElseGet(() -> of(record));
    }

    static Optional<Position> parse(String text) {
        int beforeOffset = text.lastIndexOf('/');
        int beforePartition = text.lastIndexOf('/', beforeOffset - 1);
        if (beforePartition <= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Position(
                    RecordText.storable(text.substring(0, beforePartition)),
                    Integer.parseInt(text.substring(beforePartition + 1, beforeOffset)),
                    Long.parseLong(text.substring(beforeOffset + 1))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The id of the letter about the record at this place: the same record read twice is one letter. */
    UUID letterId(Function<String, String> topicIds) {
        String name = topicIds.apply(topic) + "/" + partition + "/" + offset;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return topic + "/" + partition + "/" + offset;
    }
}
