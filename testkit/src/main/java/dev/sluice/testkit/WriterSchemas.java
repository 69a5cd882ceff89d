package dev.sluice.testkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/** Decodes framed Avro by the book: magic 0, schema id in four bytes, body; the schema by its id over the REST API. */
final class WriterSchemas {
    private static final int HEADER = 5;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();
    private final URI registry;

    WriterSchemas(URI registry) {
        this.registry = registry;
    }

    GenericRecord decode(byte[] framed) {
        ByteBuffer header = ByteBuffer.wrap(framed, 0, HEADER);
        if (header.get() != 0) {
            throw new IllegalArgumentException("not framed: begins with " + framed[0]);
        }
        Schema schema = byId.computeIfAbsent(header.getInt(), this::fetch);
        try {
            BinaryDecoder body = DecoderFactory.get().binaryDecoder(framed, HEADER, framed.length - HEADER, null);
            GenericRecord row = new GenericDatumReader<GenericRecord>(schema).read(null, body);
            if (!body.isEnd()) {
                throw new IllegalArgumentException("bytes are left after " + row);
            }
            return row;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Schema fetch(int id) {
        URI uri = URI.create(registry.toString().replaceAll("/$", "") + "/schemas/ids/" + id);
        try {
            String answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
            return new Schema.Parser().parse(json.readTree(answer).get("schema").textValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
