package dev.sluice.embedded.registry;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Questions about what is stored that several calls have in common. */
final class Schemas {
    private final SchemaStore store;

    Schemas(SchemaStore store) {
        this.store = store;
    }

    /** Deleted versions too; a subject that has none at all, or none of those asked for, is an error. */
    List<StoredSchema> versions(String subject, boolean deletedToo) {
        List<StoredSchema> versions = store.versions(subject);
        if (versions.stream().noneMatch(version -> deletedToo || !version.deleted())) {
            throw RegistryProblem.subjectNotFound(subject);
        }
        return versions;
    }

    StoredSchema version(String subject, VersionId id, boolean deletedToo) {
        return id.in(versions(subject, deletedToo))
                .filter(version -> deletedToo || !version.deleted())
                .orElseThrow(() -> RegistryProblem.versionNotFound(id.toString()));
    }

    Optional<StoredSchema> referred(SchemaReference reference) {
        return new VersionId(reference.version()).in(store.versions(reference.subject()));
    }

    /** Those that nothing has deleted and that build on this version. */
    Stream<StoredSchema> referringTo(String subject, int version) {
        return store.all().stream().filter(schema -> !schema.deleted() && schema.refersTo(subject, version));
    }

    void refuseIfReferred(StoredSchema schema) {
        if (referringTo(schema.subject(), schema.version()).findAny().isPresent()) {
            throw RegistryProblem.referenced(schema.subject(), schema.version());
        }
    }

    /** Every place where the schema of this id stands. */
    List<StoredSchema> placesOf(int id, boolean deletedToo) {
        if (store.byId(id).isEmpty()) {
            throw RegistryProblem.schemaNotFound(id);
        }
        return store.all().stream()
                .filter(schema -> schema.id() == id && (deletedToo || !schema.deleted()))
                .toList();
    }
}
