package dev.sluice.embedded.registry;

import java.util.List;

/**
 * Soft deletes. A permanent one is refused: once compaction has passed, its id would be given out again, and rows written
 * with it would be read with another schema.
 */
final class DeleteCalls {
    private final SchemaStore store;
    private final SchemaWrites writes;
    private final Schemas schemas;
    private final Rules rules;

    DeleteCalls(SchemaStore store, SchemaWrites writes) {
        this.store = store;
        this.writes = writes;
        this.schemas = new Schemas(store);
        this.rules = new Rules(store);
    }

    void routes(Routes routes) {
        routes.delete("/subjects/{subject}", this::subject)
                .delete("/subjects/{subject}/versions/{version}", this::version);
    }

    private RegistryResponse subject(Call call) {
        String subject = call.subject();
        List<StoredSchema> deleted = writes.inTurn(turn -> deleteSubject(subject, call.flag("permanent"), turn));
        return Answers.numbers(deleted.stream().map(StoredSchema::version));
    }

    private List<StoredSchema> deleteSubject(String subject, boolean permanent, SchemaWrites.Turn turn) {
        List<StoredSchema> all = schemas.versions(subject, true);
        List<StoredSchema> living =
                all.stream().filter(version -> !version.deleted()).toList();
        if (permanent) {
            throw living.isEmpty() ? refusal() : RegistryProblem.subjectNotDeletedFirst(subject);
        }
        if (living.isEmpty()) {
            throw RegistryProblem.subjectDeletedAlready(subject);
        }
        rules.refuseIfReadOnly(subject);
        living.forEach(schemas::refuseIfReferred);
        turn.put(SchemaRecord.deleteSubject(
                subject, living.get(living.size() - 1).version()));
        dropSettings(subject, turn);
        return living;
    }

    private RegistryResponse version(Call call) {
        String subject = call.subject();
        VersionId id = call.version();
        int deleted = writes.inTurn(turn -> deleteVersion(subject, id, call.flag("permanent"), turn));
        return RegistryResponse.ok(Answers.object().numberNode(deleted));
    }

    private int deleteVersion(String subject, VersionId id, boolean permanent, SchemaWrites.Turn turn) {
        StoredSchema schema = schemas.version(subject, id, true);
        if (permanent) {
            throw schema.deleted() ? refusal() : RegistryProblem.versionNotDeletedFirst(subject, schema.version());
        }
        if (schema.deleted()) {
            throw RegistryProblem.versionDeletedAlready(subject, schema.version());
        }
        rules.refuseIfReadOnly(subject);
        schemas.refuseIfReferred(schema);
        turn.put(SchemaRecord.schema(schema.asDeleted()));
        if (store.versions(subject).stream().allMatch(StoredSchema::deleted)) {
            dropSettings(subject, turn);
        }
        return schema.version();
    }

    private void dropSettings(String subject, SchemaWrites.Turn turn) {
        if (store.mode(subject).isPresent()) {
            turn.put(SchemaRecord.mode(subject, null));
        }
        if (store.level(subject).isPresent()) {
            turn.put(SchemaRecord.config(subject, null));
        }
    }

    private static RegistryProblem refusal() {
        return RegistryProblem.notPermitted(
                "This registry deletes nothing for good: the id could come to mean another schema.");
    }
}
