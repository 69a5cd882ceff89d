package dev.sluice.validator;

import dev.sluice.wire.Decimal;
import dev.sluice.wire.Headers;
import dev.sluice.wire.Position;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Reads who a raw record is: its table, its place in the log, its batch. One per task. */
final class Arrivals {
    private final Channels channels;
    private final BatchTags tags = new BatchTags();

    Arrivals(Channels channels) {
        this.channels = channels;
    }

    Arrival of(Record<byte[], byte[]> raw, RecordMetadata place) {
        Channel channel = channels.ofSource(place.topic());
        Position here = new Position(place.topic(), place.partition(), place.offset());
        return channel.isRekey(place.topic())
                ? detoured(channel, here, raw)
                : arrival(channel, here, tags.of(raw.headers(), here, raw.timestamp()), raw);
    }

    /** We wrote these headers before the detour. What somebody else put on the topic counts as having begun there. */
    private Arrival detoured(Channel channel, Position here, Record<byte[], byte[]> raw) {
        Optional<Position> origin = Headers.text(raw.headers(), Headers.SOURCE).flatMap(Position::parse);
        Optional<String> batch = Headers.text(raw.headers(), Headers.BATCH);
        return origin.isPresent() && batch.isPresent()
                ? arrival(channel, origin.get(), tag(batch.get(), origin.get(), raw), raw)
                : arrival(channel, here, tags.of(raw.headers(), here, raw.timestamp()), raw);
    }

    private static BatchTag tag(String batch, Position origin, Record<byte[], byte[]> raw) {
        return new BatchTag(batch, Decimal.parse(raw.headers().lastHeader(Headers.ROW), origin.offset() + 1));
    }

    private static Arrival arrival(Channel channel, Position origin, BatchTag tag, Record<byte[], byte[]> raw) {
        return new Arrival(channel, origin, tag, raw.key(), raw.value(), raw.headers(), raw.timestamp());
    }
}
