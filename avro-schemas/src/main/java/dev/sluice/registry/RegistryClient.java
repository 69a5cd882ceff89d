package dev.sluice.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.row.WriterSchemas;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;

/**
 * What the pipeline asks of a registry that speaks Confluent's REST API. Safe for use by many threads.
 *
 * <p>Every call throws {@link RegistryUnavailableException} when there is no usable answer, and
 * {@link RegistryRefusedException} when the answer is no.
 */
public final class RegistryClient implements WriterSchemas {
    /** Known or not, the answer must be a registry's. */
    private static final int NEVER_GIVEN = Integer.MAX_VALUE;

    private final RegistryHttp http;
    private final SchemaCache cache;
    private final WriterSchemaReader reader;

    private RegistryClient(RegistryHttp http) {
        this.http = http;
        this.cache = new SchemaCache(System::nanoTime);
        this.reader = new WriterSchemaReader(http);
    }

    public RegistryClient(URI url, Map<String, ?> config) {
        this(new RegistryHttp(RegistrySettings.of(with(url.toString(), config))));
    }

    /** From Confluent's configuration keys; {@code schema.registry.url} may hold several, separated by commas. */
    public static RegistryClient of(Map<String, ?> config) {
        return new RegistryClient(new RegistryHttp(RegistrySettings.of(config)));
    }

    /** One URL, or several separated by commas: the next one is asked when one doesn't answer. */
    public static RegistryClient of(String urls) {
        return of(Map.of(RegistrySettings.URL, urls));
    }

    /** A schema and what the registry calls it. */
    public record Registered(int id, int version, Schema schema) {}

    /** The schema with this id; known ones are kept for ever, unknown ones for a second only: they may come yet. */
    @Override
    public Lookup find(int id) {
        return cache.find(id, this::ask);
    }

    /** The id of the schema under this subject, registered if it wasn't there; its text goes out as it is. */
    public int register(String subject, Schema schema) {
        return register(subject, schema, false);
    }

    public int register(String subject, Schema schema, boolean normalize) {
        String query = normalize ? "?normalize=true" : "";
        Answer answer = http.call("POST", "/subjects/" + encoded(subject) + "/versions" + query, request(schema));
        return answer.orRefuse().number("id");
    }

    /** The id of the schema under this subject; empty when it isn't registered there. */
    public OptionalInt lookUp(String subject, Schema schema, boolean normalize) {
        String query = normalize ? "?normalize=true" : "";
        Answer answer = http.call("POST", "/subjects/" + encoded(subject) + query, request(schema));
        return answer.isNotFound()
                ? OptionalInt.empty()
                : OptionalInt.of(answer.orRefuse().number("id"));
    }

    /** The newest schema of the subject; empty when it has none. */
    public Optional<Registered> latest(String subject) {
        Answer answer = http.get("/subjects/" + encoded(subject) + "/versions/latest");
        if (answer.isNotFound()) {
            return Optional.empty();
        }
        answer.orRefuse();
        return Optional.of(new Registered(
                answer.number("id"),
                answer.number("version"),
                reader.parse(answer)
                        .orElseThrow(() -> new RegistryRefusedException(
                                422, 42201, "the newest version of subject " + subject + " is no Avro schema"))));
    }

    /** One of Confluent's levels, such as {@code FULL}, for the subject's next versions. */
    public void setCompatibility(String subject, String level) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("compatibility", level);
        http.call("PUT", "/config/" + encoded(subject), body).orRefuse();
    }

    /** Throws {@link RegistryUnavailableException} as long as the registry can't be asked for schemas. */
    public void requireAnswers() {
        ask(NEVER_GIVEN);
    }

    private Lookup ask(int id) {
        // Negative ids don't exist, and a record may claim anything.
        if (id < 0) {
            return new Unknown();
        }
        Answer answer = http.get("/schemas/ids/" + id);
        if (answer.isNotFound()) {
            return new Unknown();
        }
        if (!answer.ok()) {
            throw new RegistryUnavailableException(
                    "the schema registry answered status %d and code %d when asked for schema %d"
                            .formatted(answer.status(), answer.errorCode(), id));
        }
        return reader.parse(answer).<Lookup>map(Found::new).orElseGet(Unknown::new);
    }

    private static ObjectNode request(Schema schema) {
        return JsonNodeFactory.instance.objectNode().put("schema", schema.toString());
    }

    static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Map<String, ?> with(String url, Map<String, ?> config) {
        Map<String, Object> all = new HashMap<>(config);
        all.put(RegistrySettings.URL, url);
        return all;
    }
}
