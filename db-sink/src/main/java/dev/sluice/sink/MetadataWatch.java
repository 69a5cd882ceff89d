package dev.sluice.sink;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.ClusterResourceListener;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Notices when a consumer has heard anew about its topics. One that was deleted and made again is read on from the old
 * offset without a word; but before the first of its records comes its new id, and that comes with what is noticed here.
 * The consumer tells such things to its deserializers, so this is one.
 */
final class MetadataWatch extends ByteArrayDeserializer implements ClusterResourceListener {
    private final AtomicInteger heard = new AtomicInteger();
    private int seen;

    @Override
    public void onUpdate(ClusterResource cluster) {
        heard.incrementAndGet();
    }

    /** For the consumer's own thread: whether anything was heard since {@link #seen}. */
    boolean isNews() {
        return heard.get() != seen;
    }

    /** Called before looking, so that nothing that comes meanwhile is missed. */
    void seen() {
        seen = heard.get();
    }
}
