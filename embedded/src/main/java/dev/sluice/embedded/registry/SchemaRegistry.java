package dev.sluice.embedded.registry;

import org.apache.kafka.common.KafkaException;

/**
 * The registry without a server around it: a request in, a response out, from as many threads as you like. Reads are
 * answered from memory; a write answers when its record has been read back from the log, or after the timeout with code
 * 50002.
 */
public final class SchemaRegistry implements AutoCloseable {
    private final SchemaLog log;
    private final Routes routes = new Routes();

    SchemaRegistry(SchemaLog log, RegistrySettings settings) {
        SchemaStore store = new SchemaStore();
        SchemaWrites writes = new SchemaWrites(log, store, settings.timeout());
        this.log = log;
        new AboutCalls(log.clusterId()).routes(routes);
        new SubjectCalls(store).routes(routes);
        new RegisterCall(store, writes).routes(routes);
        new DeleteCalls(store, writes).routes(routes);
        new SchemaCalls(store).routes(routes);
        new CompatibilityCalls(store).routes(routes);
        new ConfigCalls(store, writes).routes(routes);
        log.read(store);
    }

    /**
     * Reads everything that was ever registered. One registry at a time may write to a topic.
     *
     * @throws KafkaException when the topic can't be created or read, or isn't fit to keep schemas
     */
    public static SchemaRegistry open(RegistrySettings settings) {
        SchemaLog log = KafkaSchemaLog.open(settings);
        try {
            return new SchemaRegistry(log, settings);
        } catch (KafkaException e) {
            log.close();
            throw e;
        }
    }

    public RegistryResponse handle(RegistryRequest request) {
        try {
            return routes.answer(request);
        } catch (RegistryProblem problem) {
            return problem.response();
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
