package dev.sluice.validator;

import static dev.sluice.wire.Headers.bytes;

import dev.sluice.row.Violation;
import dev.sluice.wire.Headers;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * A rejected row as a record for the dead-letter topic: key and value as they came, the reasons in headers, under our
 * names and under those of KIP-1034.
 *
 * <p>It always fits. The reasons are bounded, and a raw record that would be too large with them is one that grew when it
 * was decompressed: of such a record alone the value is cut, and {@code sluice-truncated} tells its length.
 */
final class DeadLetters {
    static final String TRUNCATED = "sluice-truncated";
    private static final String FIRST_ATTEMPT = "1";

    private final int largestRecord;

    DeadLetters(int largestRecord) {
        this.largestRecord = largestRecord;
    }

    Record<byte[], byte[]> of(Arrival arrival, List<Violation> violations) {
        long tooMuch = RecordSize.of(arrival) - largestRecord;
        return tooMuch <= 0 ? whole(arrival, violations) : truncated(arrival, violations);
    }

    private static Record<byte[], byte[]> whole(Arrival arrival, List<Violation> violations) {
        RecordHeaders headers = explained(RowHeaders.ofRaw(arrival), arrival, violations);
        return new Record<>(arrival.key(), arrival.value(), arrival.timestamp(), headers);
    }

    /** Keeps the key and the headers when they alone fit, and as much of the value as there is room for. */
    private Record<byte[], byte[]> truncated(Arrival arrival, List<Violation> violations) {
        byte[] value = arrival.value() == null ? new byte[0] : arrival.value();
        long others = RecordSize.of(arrival) - value.length;
        boolean othersFit = others <= largestRecord;
        long room = othersFit ? largestRecord - others : largestRecord;
        RecordHeaders headers = othersFit ? RowHeaders.ofRaw(arrival) : RowHeaders.tag(new RecordHeaders(), arrival);
        headers.add(TRUNCATED, bytes(Long.toString(value.length)));
        byte @Nullable [] key = othersFit ? arrival.key() : null;
        byte[] kept = Arrays.copyOf(value, (int) Math.min(room, value.length));
        return new Record<>(key, kept, arrival.timestamp(), explained(headers, arrival, violations));
    }

    private static RecordHeaders explained(RecordHeaders headers, Arrival arrival, List<Violation> violations) {
        if (headers.lastHeader(Headers.ATTEMPT) == null) {
            headers.add(Headers.ATTEMPT, bytes(FIRST_ATTEMPT));
        }
        headers.add(Headers.REASONS, Reasons.json(violations));
        headers.add(RowHeaders.ERRORS + "exception", bytes(Violation.class.getName()));
        headers.add(RowHeaders.ERRORS + "message", bytes(Reasons.line(violations)));
        headers.add(RowHeaders.ERRORS + "stacktrace", bytes(""));
        headers.add(RowHeaders.ERRORS + "topic", bytes(arrival.origin().topic()));
        headers.add(
                RowHeaders.ERRORS + "partition",
                bytes(Integer.toString(arrival.origin().partition())));
        headers.add(
                RowHeaders.ERRORS + "offset",
                bytes(Long.toString(arrival.origin().offset())));
        return headers;
    }
}
