package dev.sluice.embedded.registry;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Reading of subjects and their versions, and the question whether a schema is one of them. */
final class SubjectCalls {
    private final SchemaStore store;
    private final Schemas schemas;

    SubjectCalls(SchemaStore store) {
        this.store = store;
        this.schemas = new Schemas(store);
    }

    void routes(Routes routes) {
        routes.get("/subjects", this::list)
                .post("/subjects/{subject}", this::lookUp)
                .get("/subjects/{subject}/versions", this::versions)
                .get("/subjects/{subject}/versions/{version}", this::version)
                .get("/subjects/{subject}/versions/{version}/schema", this::text)
                .get("/subjects/{subject}/versions/{version}/referencedby", this::referencedBy);
    }

    private RegistryResponse list(Call call) {
        String prefix = Subjects.prefix(call.text("subjectPrefix").orElse(""));
        Predicate<String> wanted = subject -> {
            boolean deleted = store.versions(subject).stream().allMatch(StoredSchema::deleted);
            return call.flag("deletedOnly") ? deleted : call.flag("deleted") || !deleted;
        };
        return Answers.texts(store.all().stream()
                .map(StoredSchema::subject)
                .distinct()
                .filter(subject -> subject.startsWith(prefix))
                .filter(wanted));
    }

    private RegistryResponse lookUp(Call call) {
        AvroText text = SchemaRequest.of(call).parsed(call, schemas::referred);
        List<StoredSchema> versions = schemas.versions(call.subject(), call.flag("deleted"));
        return versions.stream()
                .filter(version -> call.flag("deleted") || !version.deleted())
                .filter(version -> version.says(text))
                .max(Comparator.comparingInt(StoredSchema::version))
                .map(version -> RegistryResponse.ok(version.shown()))
                .orElseThrow(RegistryProblem::schemaNotFound);
    }

    private RegistryResponse versions(Call call) {
        boolean deletedOnly = call.flag("deletedOnly");
        boolean deletedToo = call.flag("deleted") || deletedOnly;
        return Answers.numbers(schemas.versions(call.subject(), deletedToo).stream()
                .filter(version -> deletedOnly ? version.deleted() : deletedToo || !version.deleted())
                .map(StoredSchema::version));
    }

    private RegistryResponse version(Call call) {
        return RegistryResponse.ok(found(call, call.flag("deleted")).shown());
    }

    private RegistryResponse text(Call call) {
        return RegistryResponse.text(found(call, call.flag("deleted")).schema());
    }

    private RegistryResponse referencedBy(Call call) {
        StoredSchema schema = found(call, true);
        return Answers.numbers(schemas.referringTo(schema.subject(), schema.version())
                .map(StoredSchema::id)
                .distinct());
    }

    private StoredSchema found(Call call, boolean deletedToo) {
        return schemas.version(call.subject(), call.version(), deletedToo);
    }
}
