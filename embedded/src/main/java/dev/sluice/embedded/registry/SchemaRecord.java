package dev.sluice.embedded.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A record of the topic in the layout of Confluent's server, so that either can go on with the other's topic. Compaction
 * compares keys byte by byte: their members are in that server's order.
 */
record SchemaRecord(String key, @Nullable String value) {
    static final String SCHEMA = "SCHEMA";
    static final String DELETE_SUBJECT = "DELETE_SUBJECT";
    static final String CONFIG = "CONFIG";
    static final String MODE = "MODE";
    static final String NOOP = "NOOP";

    static SchemaRecord schema(StoredSchema schema) {
        ObjectNode key = key(SCHEMA)
                .put("subject", schema.subject())
                .put("version", schema.version())
                .put("magic", 1);
        return new SchemaRecord(key.toString(), schema.json().toString());
    }

    /** All versions up to this one. */
    static SchemaRecord deleteSubject(String subject, int version) {
        return new SchemaRecord(
                key(DELETE_SUBJECT).put("subject", subject).put("magic", 0).toString(),
                object().put("subject", subject).put("version", version).toString());
    }

    /** A null subject means everything that has no level of its own; a null level takes the setting away. */
    static SchemaRecord config(@Nullable String subject, @Nullable String level) {
        return setting(CONFIG, subject, "compatibilityLevel", level);
    }

    static SchemaRecord mode(@Nullable String subject, @Nullable String mode) {
        return setting(MODE, subject, "mode", mode);
    }

    /** Changes nothing: to have read it back is to have read everything before it. */
    static SchemaRecord noop() {
        return new SchemaRecord(key(NOOP).put("magic", 0).toString(), null);
    }

    private static SchemaRecord setting(
            String type, @Nullable String subject, String member, @Nullable String setting) {
        return new SchemaRecord(
                key(type).put("subject", subject).put("magic", 0).toString(),
                setting == null ? null : object().put(member, setting).toString());
    }

    private static ObjectNode key(String type) {
        return object().put("keytype", type);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
