package dev.sluice.sink;

import dev.sluice.wire.Headers;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Headers of a record, read as what PostgreSQL can hold: anybody may have written them. */
final class RecordText {
    private RecordText() {}

    static Optional<String> text(ConsumerRecord<?, ?> record, String header) {
        return Headers.text(record.headers(), header).map(RecordText::storable);
    }

    /** PostgreSQL's text has no character of code 0. */
    static String storable(String text) {
        return text.indexOf(0) < 0 ? text : text.replace('\0', '\uFFFD');
    }

    /** A number in decimal; 0 where there is none. */
    static long number(ConsumerRecord<?, ?> record, String header) {
        return text(record, header).map(RecordText::number).orElse(0L);
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
