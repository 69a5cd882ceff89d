package dev.sluice.wire;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A place in the log. That of its raw record stays the name of a row on its whole way. */
public record Position(String topic, int partition, long offset) {
    private static final Pattern WRITTEN =
            Pattern.compile("([a-zA-Z0-9._-]{1,249})/(0|[1-9][0-9]{0,9})/(0|[1-9][0-9]{0,18})");

    public static Position of(ConsumerRecord<?, ?> record) {
        return new Position(record.topic(), record.partition(), record.offset());
    }

    /** Where the raw record stands that this one came from; the record's own place when it came from nowhere else. */
    public static Position sourceOf(ConsumerRecord<?, ?> record) {
        return Headers.text(record.headers(), Headers.SOURCE)
                .flatMap(Position::parse)
                .orElseGet(() -> of(record));
    }

    @Override
    public String toString() {
        return topic + "/" + partition + "/" + offset;
    }

    /** Empty for anything that {@link #toString} did not write: it comes from headers, and anybody may have set these. */
    public static Optional<Position> parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Position(
                    written.group(1), Integer.parseInt(written.group(2)), Long.parseLong(written.group(3))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
