package dev.sluice.validator;

import dev.sluice.wire.Decimal;
import dev.sluice.wire.Headers;
import dev.sluice.wire.Position;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which batch a row is counted in. Not thread-safe: one per task.
 *
 * <ul>
 *   <li>The edge's ids are UUIDs of version 7 and stand as they are.
 *   <li>Any other id was set by a publisher and becomes {@code publisher:<id>}, so that it can't meddle with the edge's.
 *   <li>A row without a batch belongs to {@code log:<raw topic>:<partition>:<hour>}, by the hour in which the log took it.
 * </ul>
 *
 * A row that has no number in its batch is numbered by its place in the raw partition.
 */
final class BatchTags {
    private static final Pattern EDGE =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    private static final Pattern PUBLISHER = Pattern.compile("[A-Za-z0-9._:-]{1,100}");
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH").withZone(ZoneOffset.UTC);
    private static final long MILLIS_PER_HOUR = 3_600_000;

    private final Map<String, HourBatch> hours = new HashMap<>();
    private byte[] lastBytes = {};
    private @Nullable String lastBatch;

    BatchTag of(org.apache.kafka.common.header.Headers headers, Position origin, long timestamp) {
        Header batch = headers.lastHeader(Headers.BATCH);
        @Nullable String named = batch == null || batch.value() == null ? null : named(batch.value());
        long own = origin.offset() + 1;
        return named == null
                ? new BatchTag(hourly(origin, timestamp), own)
                : new BatchTag(named, Decimal.parse(headers.lastHeader(Headers.ROW), own));
    }

    /** Rows of a batch come one after the other: the id is read once. */
    private @Nullable String named(byte[] bytes) {
        if (!Arrays.equals(bytes, lastBytes)) {
            lastBytes = bytes;
            lastBatch = read(new String(bytes, StandardCharsets.UTF_8));
        }
        return lastBatch;
    }

    private static @Nullable String read(String id) {
        if (EDGE.matcher(id).matches()) {
            return id;
        }
        return PUBLISHER.matcher(id).matches() ? "publisher:" + id : null;
    }

    private String hourly(Position origin, long timestamp) {
        long hour = Math.floorDiv(timestamp, MILLIS_PER_HOUR);
        HourBatch known = hours.get(origin.topic());
        if (known == null || known.hour != hour || known.partition != origin.partition()) {
            String text = HOUR.format(Instant.ofEpochMilli(timestamp));
            known = new HourBatch(
                    origin.partition(), hour, "log:" + origin.topic() + ":" + origin.partition() + ":" + text);
            hours.put(origin.topic(), known);
        }
        return known.batch;
    }

    private record HourBatch(int partition, long hour, String batch) {}
}
