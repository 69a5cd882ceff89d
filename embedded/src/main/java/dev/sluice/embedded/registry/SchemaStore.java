package dev.sluice.embedded.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the log says so far. The lock is held for the handling of one record or one question, never while Kafka is waited
 * for, except by those who wait for a record to come, and they let go of it.
 */
final class SchemaStore implements SchemaLog.Reader {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaStore.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Stands for "every subject" in the settings: no subject has an empty name. */
    private static final String GLOBAL = "";

    private final NavigableMap<String, NavigableMap<Integer, StoredSchema>> subjects = new TreeMap<>();
    private final Map<Integer, StoredSchema> byId = new HashMap<>();
    private final Map<String, String> levels = new HashMap<>();
    private final Map<String, String> modes = new HashMap<>();
    private int highestId;
    private long next;

    @Override
    public synchronized void record(long offset, @Nullable String key, @Nullable String value) {
        if (!understood(key, value)) {
            LOG.atWarn().addKeyValue("offset", offset).log("record of the schema log not understood");
        }
        next = offset + 1;
        notifyAll();
    }

    /** Waits until the record at this offset has been read; false when the time is over before. */
    synchronized boolean awaitRead(long offset, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (next <= offset) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    /** In the order of subjects, then versions; deleted ones too. */
    synchronized List<StoredSchema> all() {
        List<StoredSchema> all = new ArrayList<>();
        subjects.values().forEach(versions -> all.addAll(versions.values()));
        return all;
    }

    /** Oldest first; deleted ones too. */
    synchronized List<StoredSchema> versions(String subject) {
        return List.copyOf(subjects.getOrDefault(subject, new TreeMap<>()).values());
    }

    /** Deleted ones too: rows written with them are still there. */
    synchronized Optional<StoredSchema> byId(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    synchronized int highestId() {
        return highestId;
    }

    synchronized Optional<String> level(@Nullable String subject) {
        return Optional.ofNullable(levels.get(subject == null ? GLOBAL : subject));
    }

    synchronized Optional<String> mode(@Nullable String subject) {
        return Optional.ofNullable(modes.get(subject == null ? GLOBAL : subject));
    }

    private boolean understood(@Nullable String key, @Nullable String value) {
        try {
            return apply(
                    key == null ? MissingNode.getInstance() : JSON.readTree(key),
                    value == null ? MissingNode.getInstance() : JSON.readTree(value));
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private boolean apply(JsonNode key, JsonNode value) {
        String subject = key.path("subject").asText(GLOBAL);
        if (key.path("subject").isNull()) {
            subject = GLOBAL;
        }
        return switch (key.path("keytype").asText("")) {
            case SchemaRecord.SCHEMA -> schema(subject, key.path("version").intValue(), value);
            case SchemaRecord.DELETE_SUBJECT -> deleteSubject(subject, value);
            case SchemaRecord.CONFIG -> set(levels, subject, value, "compatibilityLevel");
            case SchemaRecord.MODE -> set(modes, subject, value, "mode");
            case SchemaRecord.NOOP -> true;
            default -> false;
        };
    }

    private boolean schema(String subject, int version, JsonNode value) {
        if (value.isMissingNode()) {
            forget(subject, version);
            return true;
        }
        if (!StoredSchema.isOne(value)) {
            return false;
        }
        put(new StoredSchema((ObjectNode) value));
        return true;
    }

    private void put(StoredSchema schema) {
        subjects.computeIfAbsent(schema.subject(), name -> new TreeMap<>()).put(schema.version(), schema);
        byId.put(schema.id(), schema);
        highestId = Math.max(highestId, schema.id());
    }

    /** Another server's permanent delete; the id stays taken for as long as this one runs. */
    private void forget(String subject, int version) {
        NavigableMap<Integer, StoredSchema> versions = subjects.getOrDefault(subject, new TreeMap<>());
        @Nullable StoredSchema gone = versions.remove(version);
        if (versions.isEmpty()) {
            subjects.remove(subject);
        }
        if (gone != null) {
            byId.remove(gone.id());
            all().stream()
                    .filter(schema -> schema.id() == gone.id())
                    .findFirst()
                    .ifPresent(schema -> byId.put(schema.id(), schema));
        }
    }

    private boolean deleteSubject(String subject, JsonNode value) {
        if (!value.isMissingNode()) {
            subjects.getOrDefault(subject, new TreeMap<>())
                    .headMap(value.path("version").intValue(), true)
                    .replaceAll((version, schema) -> schema.asDeleted());
        }
        return true;
    }

    private static boolean set(Map<String, String> settings, String subject, JsonNode value, String member) {
        if (value.path(member).isTextual()) {
            settings.put(subject, value.path(member).textValue());
        } else {
            settings.remove(subject);
        }
        return true;
    }
}
