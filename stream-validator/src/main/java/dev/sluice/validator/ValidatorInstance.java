package dev.sluice.validator;

import dev.sluice.row.WriterSchemas;
import dev.sluice.topics.LogClients;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;

/** Everything that runs while the validator runs once: Kafka Streams and the horizon beside it. */
final class ValidatorInstance implements Engine {
    private final ValidatorSettings settings;
    private final KafkaStreams streams;
    private final LogHorizon horizon;
    private final KafkaLogView log;

    private ValidatorInstance(ValidatorSettings settings, KafkaStreams streams, LogHorizon horizon, KafkaLogView log) {
        this.settings = settings;
        this.streams = streams;
        this.horizon = horizon;
        this.log = log;
    }

    /** What every instance of a process is made of. */
    record Parts(
            Channels channels,
            ValidatorSettings settings,
            WriterSchemas schemas,
            LogClients clients,
            Outage outage,
            ValidatorMetrics metrics) {}

    static ValidatorInstance of(Parts parts) {
        Channels channels = parts.channels();
        Properties properties = StreamsProperties.of(parts.clients(), parts.settings(), channels);
        AppliedPositions applied = new AppliedPositions();
        HeldParents held = new HeldParents();
        KafkaLogView log = view(parts.clients(), properties.getProperty(StreamsConfig.APPLICATION_ID_CONFIG), applied);
        LogHorizon horizon = new LogHorizon(table -> channels.ofTable(table)
                .map(parent -> new HorizonRound(parent, channels.held(), log, held::of, System.currentTimeMillis())));
        ValidatorTopology.Surroundings surroundings =
                new ValidatorTopology.Surroundings(horizon, held, parts.outage(), parts.metrics());
        KafkaStreams streams = new KafkaStreams(
                ValidatorTopology.of(channels, parts.settings(), parts.schemas(), surroundings),
                properties,
                new ValidatorClients(applied));
        return new ValidatorInstance(parts.settings(), streams, horizon, log);
    }

    private static KafkaLogView view(LogClients clients, String group, AppliedPositions applied) {
        Map<String, Object> reader = clients.consumer(
                StreamsProperties.APPLICATION + "-horizon",
                Map.of(
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        1,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        1024));
        return new KafkaLogView(
                group, clients.admin(StreamsProperties.APPLICATION + "-horizon"), new KafkaConsumer<>(reader), applied);
    }

    @Override
    public void start(StreamsUncaughtExceptionHandler onFailure, Consumer<State> onChange) {
        streams.setUncaughtExceptionHandler(onFailure);
        streams.setStateListener((now, before) -> onChange.accept(now));
        horizon.start();
        streams.start();
    }

    @Override
    public void pause() {
        streams.pause();
    }

    @Override
    public void resume() {
        streams.resume();
    }

    @Override
    public State state() {
        return streams.state();
    }

    @Override
    public boolean isGlobal(Thread thread) {
        return thread.getName().endsWith("-GlobalStreamThread");
    }

    @Override
    public void close() {
        horizon.close();
        streams.close(CloseOptions.timeout(settings.closeTimeout())
                .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
        log.close();
    }
}
