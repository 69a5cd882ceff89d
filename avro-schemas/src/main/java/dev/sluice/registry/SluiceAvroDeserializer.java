package dev.sluice.registry;

import dev.sluice.wire.Framing;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what any serializer in Confluent's framing wrote; generated classes with {@code specific.avro.reader=true}, else
 * generic records. Bytes that are too few or too many are refused. Throws {@link RegistryUnavailableException} when the
 * registry doesn't answer, which says nothing about the bytes, and {@link SerializationException} when they are bad.
 */
public final class SluiceAvroDeserializer implements Deserializer<Object> {
    private record Setup(RegistryClient registry, SerdeSettings settings) {}

    private record Reader(boolean raw, DatumReader<Object> datum) {}

    private final Map<Integer, Reader> readers = new ConcurrentHashMap<>();
    private @Nullable Setup setup;

    /** For Kafka, which configures it. */
    public SluiceAvroDeserializer() {}

    public SluiceAvroDeserializer(RegistryClient registry, Map<String, ?> config) {
        setup = new Setup(registry, SerdeSettings.of(config));
    }

    @Override
    public void configure(Map<String, ?> config, boolean isKey) {
        setup = new Setup(RegistryClient.of(config), SerdeSettings.of(config));
    }

    @Override
    public @Nullable Object deserialize(String topic, byte @Nullable [] data) {
        if (data == null) {
            return null;
        }
        int id = Framing.schemaId(data)
                .orElseThrow(() -> new SerializationException("the bytes are not in Confluent's framing"));
        Reader reader = readers.get(id);
        if (reader == null) {
            reader = reader(id);
            readers.put(id, reader);
        }
        return reader.raw ? Framing.body(data) : read(reader.datum, data);
    }

    private Reader reader(int id) {
        Setup configured = setup;
        if (configured == null) {
            throw new IllegalStateException("the deserializer has not been configured");
        }
        return configured
                .registry
                .find(id)
                .fold(found -> reader(found.schema(), configured.settings.specific()), () -> {
                    throw new SerializationException("no Avro schema has the id " + id);
                });
    }

    private static Reader reader(Schema written, boolean specific) {
        boolean raw = written.getType() == Schema.Type.BYTES;
        return new Reader(
                raw,
                specific && written.getType() == Schema.Type.RECORD
                        ? specificReader(written)
                        : new GenericDatumReader<>(written));
    }

    private static DatumReader<Object> specificReader(Schema written) {
        Class<?> type;
        try {
            type = SpecificData.get().getClass(written);
        } catch (SecurityException e) {
            throw new SerializationException("Avro does not trust the class " + written.getFullName(), e);
        }
        if (type == null) {
            throw new SerializationException("no class for the schema " + written.getFullName());
        }
        SpecificData data = SpecificData.getForClass(type);
        return new SpecificDatumReader<>(written, data.getSchema(type), data);
    }

    private static Object read(DatumReader<Object> reader, byte[] data) {
        BinaryDecoder decoder =
                DecoderFactory.get().binaryDecoder(data, Framing.HEADER, data.length - Framing.HEADER, null);
        Object datum;
        boolean end;
        try {
            datum = reader.read(null, decoder);
            end = decoder.isEnd();
        } catch (IOException | RuntimeException e) {
            // Bad bytes come out of Avro's readers as many kinds of exceptions, none of them about anything but the
            // bytes.
            throw new SerializationException("the bytes are not a value of their schema", e);
        }
        if (!end) {
            throw new SerializationException("the bytes go on behind the value");
        }
        return datum;
    }
}
