package dev.sluice.sink;

import dev.sluice.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The dead letter that a record is another attempt of, as its header names it: anybody may have written that. */
final class LetterId {
    private static final int LENGTH = 36;

    private LetterId() {}

    static Optional<UUID> of(ConsumerRecord<byte[], byte[]> record) {
        return RecordText.text(record, Headers.LETTER).flatMap(LetterId::parse);
    }

    static Optional<UUID> parse(byte[] header) {
        return header.length == LENGTH ? parse(new String(header, StandardCharsets.UTF_8)) : Optional.empty();
    }

    private static Optional<UUID> parse(String text) {
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equals(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
