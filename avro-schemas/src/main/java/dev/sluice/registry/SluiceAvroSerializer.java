package dev.sluice.registry;

import dev.sluice.wire.Framing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Avro in Confluent's framing, under Confluent's configuration keys, byte for byte what Confluent's serializer writes.
 * Takes generated classes, generic records and Avro's simple types. Throws {@link RegistryUnavailableException} when the
 * registry doesn't answer, {@link SerializationException} when the object or its schema is to blame.
 */
public final class SluiceAvroSerializer implements Serializer<Object> {
    /** Far more than a program has schemas; a program that makes one per record must not fill the heap. */
    private static final int MOST_WRITERS = 1_000;

    private record Key(String subject, Schema schema, Class<?> type) {}

    private record Writer(int id, boolean raw, DatumWriter<Object> datum) {}

    private record Setup(RegistryClient registry, SerdeSettings settings, boolean isKey) {}

    private final Map<Key, Writer> writers = new ConcurrentHashMap<>();
    private @Nullable Setup setup;

    /** For Kafka, which configures it. */
    public SluiceAvroSerializer() {}

    public SluiceAvroSerializer(RegistryClient registry, Map<String, ?> config, boolean isKey) {
        setup = new Setup(registry, SerdeSettings.of(config), isKey);
    }

    @Override
    public void configure(Map<String, ?> config, boolean isKey) {
        setup = new Setup(RegistryClient.of(config), SerdeSettings.of(config), isKey);
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable Object data) {
        if (data == null) {
            return null;
        }
        Setup configured = setup;
        if (configured == null) {
            throw new IllegalStateException("the serializer has not been configured");
        }
        String subject = topic + (configured.isKey ? "-key" : "-value");
        Key key = new Key(subject, Datum.schema(data), data.getClass());
        Writer writer = writers.get(key);
        if (writer == null) {
            writer = writer(configured, key, data);
            if (writers.size() >= MOST_WRITERS) {
                writers.clear();
            }
            writers.put(key, writer);
        }
        return write(writer, data);
    }

    private static Writer writer(Setup setup, Key key, Object data) {
        boolean raw = key.schema.getType() == Schema.Type.BYTES;
        try {
            int id = setup.settings.useLatest() ? latestId(setup, key) : id(setup, key);
            return new Writer(id, raw, Datum.writer(data, key.schema));
        } catch (RegistryRefusedException e) {
            throw new SerializationException("the registry refuses the schema for subject " + key.subject, e);
        }
    }

    /** Fields are written by their place: a latest schema with other places would make other rows of them. */
    private static int latestId(Setup setup, Key key) {
        RegistryClient.Registered latest = setup.registry
                .latest(key.subject)
                .orElseThrow(() -> new SerializationException("no schema under subject " + key.subject));
        if (SchemaNormalization.parsingFingerprint64(latest.schema())
                != SchemaNormalization.parsingFingerprint64(key.schema)) {
            throw new SerializationException("the latest schema under subject " + key.subject + " is not the object's");
        }
        return latest.id();
    }

    private static int id(Setup setup, Key key) {
        SerdeSettings settings = setup.settings;
        Schema schema = settings.removeJavaProperties() ? JavaStrings.strip(key.schema) : key.schema;
        if (settings.autoRegister()) {
            return setup.registry.register(key.subject, schema, settings.normalize());
        }
        return setup.registry
                .lookUp(key.subject, schema, settings.normalize())
                .orElseThrow(() -> new SerializationException("the schema is not registered under subject "
                        + key.subject + ", and must not be by this client"));
    }

    private static byte[] write(Writer writer, Object data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64);
        out.writeBytes(Framing.frame(writer.id, new byte[0]));
        if (writer.raw) {
            // Confluent's serializer leaves out Avro's length in front of plain bytes.
            out.writeBytes(plain(data));
            return out.toByteArray();
        }
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            writer.datum.write(data, encoder);
            encoder.flush();
        } catch (IOException | RuntimeException e) {
            // Avro's writers report a field that doesn't fit with whatever its accessors throw.
            throw new SerializationException("the object does not fit its Avro schema", e);
        }
        return out.toByteArray();
    }

    private static byte[] plain(Object data) {
        if (data instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        return (byte[]) data;
    }
}
