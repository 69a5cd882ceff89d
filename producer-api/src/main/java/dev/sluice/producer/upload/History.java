package dev.sluice.producer.upload;

import dev.sluice.ledger.Receipt;
import dev.sluice.wire.BatchEvent;
import dev.sluice.wire.Headers;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What the log says about one batch, read from its first event to its last. */
public final class History implements Consumer<ConsumerRecord<byte[], byte[]>> {
    private @Nullable Progress progress;
    private BatchEvent.@Nullable Accepted accepted;
    private long time;

    @Override
    public void accept(ConsumerRecord<byte[], byte[]> record) {
        Optional<Progress> found = Progress.of(record);
        if (found.isPresent()) {
            progress = found.get();
            time = record.timestamp();
        } else if (record.value() != null) {
            Headers.text(record.headers(), Headers.EVENT)
                    .flatMap(kind -> BatchEvent.parse(kind, record.value()))
                    .filter(BatchEvent.Accepted.class::isInstance)
                    .ifPresent(event -> accepted = (BatchEvent.Accepted) event);
        }
    }

    Optional<Progress> progress() {
        return Optional.ofNullable(progress);
    }

    /** When the log heard of it last. */
    Instant time() {
        return Instant.ofEpochMilli(time);
    }

    /** The receipt of any batch that the log has, as it was given or would have been; of an open upload what it says so far. */
    public Optional<Receipt> known() {
        if (accepted != null) {
            return Optional.of(Upload.receipt(accepted.batchId(), accepted.tables(), accepted.interruptedAfter()));
        }
        return Optional.ofNullable(progress).map(Upload::receiving);
    }

    /** Whether nothing more can come. */
    public boolean ended() {
        return accepted != null;
    }

    /** The receipt of an upload that was closed. */
    Optional<Receipt> receipt() {
        return progress == null || accepted == null ? Optional.empty() : known();
    }
}
