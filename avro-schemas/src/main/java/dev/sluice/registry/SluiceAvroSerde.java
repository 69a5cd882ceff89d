package dev.sluice.registry;

import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** Both directions, for Kafka Streams. */
public final class SluiceAvroSerde implements Serde<Object> {
    private final SluiceAvroSerializer serializer = new SluiceAvroSerializer();
    private final SluiceAvroDeserializer deserializer = new SluiceAvroDeserializer();

    /** For Kafka, which configures it. */
    public SluiceAvroSerde() {}

    @Override
    public void configure(Map<String, ?> config, boolean isKey) {
        serializer.configure(config, isKey);
        deserializer.configure(config, isKey);
    }

    @Override
    public Serializer<Object> serializer() {
        return serializer;
    }

    @Override
    public Deserializer<Object> deserializer() {
        return deserializer;
    }
}
