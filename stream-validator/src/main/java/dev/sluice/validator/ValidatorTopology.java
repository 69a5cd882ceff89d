package dev.sluice.validator;

import dev.sluice.row.WriterSchemas;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology as a pure function of contracts and settings.
 *
 * <pre>
 *  all raw and re-key topics ─► raw ─► judge ─► settle ─► valid-T, dead-letter-T   for every table T
 *                                        │        ├─────► batches                  tallies for the receipts
 *                                        ▼        └─────► held-marks               parents that wait themselves
 *                                     rekey-T
 *  T.valid ─► valid-keys-T ─► references-T   (global, for every table T that others refer to)
 *  held ────► held-keys ────► held           (global)
 * </pre>
 *
 * One subtopology, and the source of the rows comes first: so a further table changes neither the number of a task nor
 * the name of a store, and offsets and waiting rows stay where they are.
 */
final class ValidatorTopology {
    static final String RAW = "raw";
    static final String JUDGE = "judge";
    static final String SETTLE = "settle";

    private static final ByteArrayDeserializer IN = new ByteArrayDeserializer();
    private static final ByteArraySerializer OUT = new ByteArraySerializer();

    private final Channels channels;
    private final ValidatorSettings settings;
    private final WriterSchemas schemas;
    private final Surroundings surroundings;
    /** Removals of parents in this instance. */
    private final AtomicLong removals = new AtomicLong();

    private ValidatorTopology(
            Channels channels, ValidatorSettings settings, WriterSchemas schemas, Surroundings surroundings) {
        this.channels = channels;
        this.settings = settings;
        this.schemas = schemas;
        this.surroundings = surroundings;
    }

    /** What the nodes share with the rest of the instance. */
    record Surroundings(Horizon horizon, HeldParents held, Outage outage, ValidatorMetrics metrics) {}

    static Topology of(
            Channels channels, ValidatorSettings settings, WriterSchemas schemas, Surroundings surroundings) {
        return new ValidatorTopology(channels, settings, schemas, surroundings).build();
    }

    private Topology build() {
        Topology topology = new Topology();
        topology.addSource(
                AutoOffsetReset.earliest(),
                RAW,
                new LogTime(),
                IN,
                IN,
                channels.sources().toArray(String[]::new));
        topology.addProcessor(JUDGE, () -> new Node<>(this::judging), RAW);
        topology.addProcessor(SETTLE, () -> new Node<>(this::settling), JUDGE);
        topology.addStateStore(waiting(), SETTLE);
        topology.addStateStore(tallies(), SETTLE);
        for (Channel channel : channels.all()) {
            topology.addSink(channel.rekeySink(), channel.rekey(), OUT, OUT, JUDGE);
            topology.addSink(channel.validSink(), channel.valid(), OUT, OUT, SETTLE);
            topology.addSink(channel.deadLetterSink(), channel.deadLetter(), OUT, OUT, SETTLE);
        }
        topology.addSink(Outlet.BATCHES, channels.batches(), OUT, OUT, SETTLE);
        topology.addSink(Outlet.HELD, channels.held(), OUT, OUT, SETTLE);
        channels.parents().forEach(parent -> addReferences(topology, parent));
        addHeld(topology);
        return topology;
    }

    private void addReferences(Topology topology, Channel parent) {
        topology.addGlobalStore(
                ReferenceStore.builder(parent),
                "valid-keys-" + parent.table(),
                new LogTime(),
                IN,
                IN,
                parent.valid(),
                "references-of-" + parent.table(),
                () -> new Node<>(
                        (ProcessorContext<Void, Void> context) -> new ReferenceStore(context, parent, removals)));
    }

    private void addHeld(Topology topology) {
        topology.addGlobalStore(
                HeldStore.builder(),
                "held-keys",
                new LogTime(),
                IN,
                IN,
                channels.held(),
                "held-parents",
                () -> new Node<>(
                        (ProcessorContext<Void, Void> context) -> new HeldStore(context, surroundings.held())));
    }

    private Node.Work<byte[], byte[]> judging(ProcessorContext<byte[], Object> context) {
        PresentParents present = new PresentParents(context, channels, removals);
        Patience patience = new Patience(settings.registryPatience(), surroundings.outage());
        Judges judges = new Judges(channels, schemas, present, patience);
        return new Judging(context, new Arrivals(channels), judges, surroundings.metrics());
    }

    private Node.Work<byte[], Judged> settling(ProcessorContext<byte[], byte[]> context) {
        ValidatorMetrics metrics = surroundings.metrics();
        WaitingGauge gauge = metrics.open(channels.all());
        WaitingRows rows =
                new WaitingRows(context.getStateStore(WaitingRows.STORE), new WaitingRowCodec(channels), gauge);
        Tallies tallies = new Tallies(context.getStateStore(Tallies.STORE));
        Outlet outlet = new Outlet(context, channels, metrics);
        WaitingRoom room = new WaitingRoom(
                rows,
                new PresentParents(context, channels, removals),
                surroundings.horizon(),
                outlet,
                tallies,
                settings.referenceGrace());
        return new Settling(context, outlet, room, tallies, metrics, gauge, settings.commitInterval());
    }

    /** Not cached: a row that waits is written once and read seldom. */
    private StoreBuilder<KeyValueStore<Bytes, byte[]>> waiting() {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(WaitingRows.STORE), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of(
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        String.valueOf(channels.largestChange()),
                        TopicConfig.DELETE_RETENTION_MS_CONFIG,
                        String.valueOf(StateAge.DELETES_KEPT.toMillis())));
    }

    /** Its changes are many and soon void: small segments, cleaned early, so that a restart has little to read. */
    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> tallies() {
        return Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(Tallies.STORE), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingEnabled(Map.of(
                        TopicConfig.SEGMENT_BYTES_CONFIG, "16777216",
                        TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1",
                        TopicConfig.DELETE_RETENTION_MS_CONFIG, "600000"));
    }
}
