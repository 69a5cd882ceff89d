package dev.sluice.embedded.registry;

import java.util.List;
import java.util.Optional;

/** Which level and mode hold for a subject: its own, else the one for all. */
final class Rules {
    static final String READWRITE = "READWRITE";
    static final String READONLY = "READONLY";
    static final String READONLY_OVERRIDE = "READONLY_OVERRIDE";

    private final SchemaStore store;
    private final Schemas schemas;

    Rules(SchemaStore store) {
        this.store = store;
        this.schemas = new Schemas(store);
    }

    Level level(String subject) {
        return store.level(subject).flatMap(Level::named).orElseGet(this::level);
    }

    Level level() {
        return store.level(null).flatMap(Level::named).orElse(Level.BACKWARD);
    }

    String mode(String subject) {
        Optional<String> global = store.mode(null);
        return global.filter(READONLY_OVERRIDE::equals)
                .or(() -> store.mode(subject))
                .or(() -> global)
                .orElse(READWRITE);
    }

    void refuseIfReadOnly(String subject) {
        if (!mode(subject).equals(READWRITE)) {
            throw RegistryProblem.notPermitted("Subject '" + subject + "' is in mode " + mode(subject) + ".");
        }
    }

    /** The versions that a new one is held against, oldest first. */
    List<Level.Version> living(String subject) {
        return store.versions(subject).stream()
                .filter(version -> !version.deleted() && version.type().equals(StoredSchema.AVRO))
                .map(this::parsed)
                .toList();
    }

    Level.Version parsed(StoredSchema stored) {
        return new Level.Version(
                stored.version(), AvroText.parse(stored, schemas::referred).schema());
    }
}
