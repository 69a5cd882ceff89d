package dev.sluice.sink;

import dev.sluice.wire.Headers;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A place in the log. */
record Position(String topic, int partition, long offset) {
    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    static Position of(ConsumerRecord<?, ?> record) {
        return new Position(record.topic(), record.partition(), record.offset());
    }

    /** Where the raw record stands that this one came from; the record's own place when it came from nowhere else. */
    static Position sourceOf(ConsumerRecord<?, ?> record) {
        return Headers.text(record.headers(), Headers.SOURCE)
                .flatMap(Position::parse)
                .filter(Position::isPossible)
                .orElseGet(() -> of(record));
    }

    /** Anybody may have written it. */
    private boolean isPossible() {
        return TOPIC.matcher(topic).matches() && partition >= 0 && offset >= 0;
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

    @Override
    public String toString() {
        return topic + "/" + partition + "/" + offset;
    }
}
