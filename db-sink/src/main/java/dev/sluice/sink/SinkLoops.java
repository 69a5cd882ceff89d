package dev.sluice.sink;

import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.ledger.Postgres;
import dev.sluice.ledger.SystemSchema;
import dev.sluice.row.WriterSchemas;
import dev.sluice.topics.LogClients;
import dev.sluice.topics.Tenant;
import dev.sluice.topics.TopicNames;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Puts the parts of a sink thread together. */
final class SinkLoops {
    private final String instance = UUID.randomUUID().toString();
    private final SinkSettings settings;
    private final SinkTables tables;
    private final Postgres postgres;
    private final SystemSchema system;
    private final LogClients clients;
    private final TopicNames names;
    private final TopicIdentity identity;
    private final Contracts contracts;
    private final WriterSchemas schemas;
    private final ToIntFunction<Contract> schemaIds;
    private final SinkStatus status;
    private final SinkMetrics metrics;

    SinkLoops(
            SinkSettings settings,
            SinkTables tables,
            Postgres postgres,
            SystemSchema system,
            LogClients clients,
            TopicNames names,
            TopicIdentity identity,
            Contracts contracts,
            WriterSchemas schemas,
            ToIntFunction<Contract> schemaIds,
            SinkStatus status,
            SinkMetrics metrics) {
        this.settings = settings;
        this.tables = tables;
        this.postgres = postgres;
        this.system = system;
        this.clients = clients;
        this.names = names;
        this.identity = identity;
        this.contracts = contracts;
        this.schemas = schemas;
        this.schemaIds = schemaIds;
        this.status = status;
        this.metrics = metrics;
    }

    SinkLoop loop(int number) {
        MetadataWatch metadata = new MetadataWatch();
        return loop(number, consumer(metadata), metadata);
    }

    Consumer<byte[], byte[]> consumer(MetadataWatch metadata) {
        return new KafkaConsumer<>(clients.consumer("sink", wishes()), new ByteArrayDeserializer(), metadata);
    }

    SinkLoop loop(int number, Consumer<byte[], byte[]> consumer, MetadataWatch metadata) {
        SinkTopics topics = new SinkTopics(names, contracts);
        SinkOffsets offsets = new SinkOffsets(system);
        return new SinkLoop(
                number,
                consumer,
                () -> SinkSession.open(postgres, settings, offsets, instance),
                store(topics, offsets),
                offsets,
                topics,
                identity,
                metadata,
                settings,
                status,
                metrics);
    }

    /** What an operator's reset needs, of the same parts. */
    Resets resets() {
        SinkOffsets offsets = new SinkOffsets(system);
        return new Resets(
                () -> SinkSession.open(postgres, settings, offsets, instance),
                () -> new KafkaConsumer<>(clients.consumer("sink-reset", wishes())),
                contracts,
                new SinkTopics(names, contracts),
                tables,
                system,
                schemas,
                new ResetGoals(system, identity),
                compensation(new Outbox(system)));
    }

    LagWatch lagWatch(MeterRegistry registry) {
        return new LagWatch(
                () -> looking("sink-lag"),
                postgres,
                new SinkOffsets(system),
                new SinkTopics(names, contracts),
                registry);
    }

    PassageWatch passageWatch(Admin admin, Tenant tenant) {
        LogEnds log = new LogEnds(admin, () -> looking("sink-passage"), tenant, contracts.tables());
        return new PassageWatch(postgres, system, new SinkOffsets(system), log);
    }

    /** Its fetches are small: who looks wants one record of each partition. */
    private Consumer<byte[], byte[]> looking(String role) {
        Map<String, Object> wishes = new HashMap<>(wishes());
        wishes.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        wishes.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);
        // A stored offset that is gone from the log is the sink's own alarm, not theirs.
        wishes.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(clients.consumer(role, wishes));
    }

    private Compensation compensation(Outbox outbox) {
        return new Compensation(system, outbox, tables::sql, schemaIds);
    }

    private BatchStore store(SinkTopics topics, SinkOffsets offsets) {
        Outbox outbox = new Outbox(system);
        return new BatchStore(
                contracts,
                topics,
                offsets,
                new TriggerCheck(contracts, tables.schema()),
                new OpenRestores(system),
                compensation(outbox),
                () -> new Ledger(system, names, outbox),
                tables::sql,
                contract -> new TableWriter(contract, tables::sql, schemas, system),
                contract -> new TableRemoval(contract, contracts.childrenOf(contract.table()), tables::sql));
    }

    /** Where to read from is PostgreSQL's to say: without an answer nothing is read. */
    private Map<String, Object> wishes() {
        return Map.of(
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName(),
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                10_000,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                settings.batchRows(),
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                4 << 20);
    }
}
