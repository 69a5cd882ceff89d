package dev.sluice.sink;

import dev.sluice.wire.Decimal;
import dev.sluice.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a record says of itself, read as what PostgreSQL can hold: anybody may have written it, and a statement that fails
 * on it holds up a whole partition.
 */
final class RecordText {
    /** The longest id of ours is that of a pseudo-batch. A longer one is cut, so that it fits into an entry of an index. */
    private static final int LONGEST_ID = 300;

    private static final int REPLACEMENT = 0xFFFD;

    private RecordText() {}

    static Optional<String> text(ConsumerRecord<?, ?> record, String header) {
        return Headers.text(record.headers(), header).map(RecordText::storable);
    }

    /** The name of a batch, or of what else is looked up by it. */
    static Optional<String> id(ConsumerRecord<?, ?> record, String header) {
        return Headers.text(record.headers(), header).map(RecordText::id);
    }

    static String id(byte[] header) {
        return id(new String(header, StandardCharsets.UTF_8));
    }

    static String id(String text) {
        return storable(text.length() <= LONGEST_ID ? text : text.substring(0, LONGEST_ID));
    }

    /** PostgreSQL's text has no character of code 0, and no half of a surrogate pair. */
    static String storable(String text) {
        if (text.chars().noneMatch(unit -> unit == 0 || Character.isSurrogate((char) unit))) {
            return text;
        }
        int[] points = text.codePoints()
                .map(point -> point == 0 || isHalf(point) ? REPLACEMENT : point)
                .toArray();
        return new String(points, 0, points.length);
    }

    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    /** A number in decimal, without a sign; 0 where there is none. */
    static long number(ConsumerRecord<?, ?> record, String name) {
        return Decimal.parse(record.headers().lastHeader(name), 0);
    }
}
