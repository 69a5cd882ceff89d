package dev.sluice.validator;

import static dev.sluice.wire.Headers.bytes;

import dev.sluice.wire.Headers;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Which headers travel on with a row: the publisher's own (traces, say) always, ours as they stand after judging. */
final class RowHeaders {
    /** KIP-1034's names; on a raw record they are left over from an earlier life of the row. */
    static final String ERRORS = "__streams.errors.";

    /**
     * What we say of a row, and what sink and restore say to the sink of a record that they publish themselves. On a raw
     * record either was left over or made up; the sink would believe the latter, and store the row nowhere.
     */
    private static final Set<String> OURS = Set.of(
            Headers.BATCH,
            Headers.ROW,
            Headers.SOURCE,
            Headers.REASONS,
            Headers.REFUSED,
            Headers.UNLESS_WRITTEN_SINCE,
            DeadLetters.TRUNCATED);

    /** They say how to read the raw value. */
    private static final Set<String> DECODING =
            Set.of(Headers.CONTENT_TYPE, Headers.COLUMNS, Headers.GENERATED_ID, Headers.DELETE);

    private RowHeaders() {}

    static RecordHeaders ofValid(Arrival arrival) {
        return tagged(arrival, name -> !isOurs(name) && !DECODING.contains(name));
    }

    /** A dead letter and a misplaced record must still be readable. */
    static RecordHeaders ofRaw(Arrival arrival) {
        return tagged(arrival, name -> !isOurs(name));
    }

    private static RecordHeaders tagged(Arrival arrival, Predicate<String> carried) {
        RecordHeaders headers = new RecordHeaders();
        for (Header header : arrival.headers()) {
            if (carried.test(header.key())) {
                headers.add(header);
            }
        }
        return tag(headers, arrival);
    }

    /** Who the row is: its batch, its number there and its place in the log. */
    static RecordHeaders tag(RecordHeaders headers, Arrival arrival) {
        headers.add(Headers.BATCH, bytes(arrival.batch()));
        headers.add(Headers.ROW, bytes(Long.toString(arrival.row())));
        headers.add(Headers.SOURCE, bytes(arrival.origin().toString()));
        return headers;
    }

    private static boolean isOurs(String name) {
        return OURS.contains(name) || name.startsWith(ERRORS);
    }
}
