package dev.sluice.embedded.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/** Schemas by id, and all of them. */
final class SchemaCalls {
    private final SchemaStore store;
    private final Schemas schemas;

    SchemaCalls(SchemaStore store) {
        this.store = store;
        this.schemas = new Schemas(store);
    }

    void routes(Routes routes) {
        routes.get("/schemas", this::list)
                .get("/schemas/types", call -> Answers.texts(Stream.of(StoredSchema.AVRO)))
                .get("/schemas/ids/{id}", this::byId)
                .get(
                        "/schemas/ids/{id}/schema",
                        call -> RegistryResponse.text(found(call).schema()))
                .get("/schemas/ids/{id}/subjects", this::subjects)
                .get("/schemas/ids/{id}/versions", this::versions);
    }

    private RegistryResponse list(Call call) {
        String prefix = Subjects.prefix(call.text("subjectPrefix").orElse(""));
        List<StoredSchema> wanted = store.all().stream()
                .filter(schema -> schema.subject().startsWith(prefix))
                .filter(schema -> call.flag("deleted") || !schema.deleted())
                .filter(schema -> !call.flag("latestOnly") || isNewest(schema, call.flag("deleted")))
                .toList();
        int limit = call.number("limit");
        return Answers.objects(wanted.stream()
                .skip(Math.max(0, call.number("offset")))
                .limit(limit > 0 ? limit : wanted.size())
                .map(StoredSchema::shown));
    }

    private boolean isNewest(StoredSchema schema, boolean deletedToo) {
        return store.versions(schema.subject()).stream()
                .noneMatch(other -> other.version() > schema.version() && (deletedToo || !other.deleted()));
    }

    private RegistryResponse byId(Call call) {
        ObjectNode shown = found(call).shownById();
        return RegistryResponse.ok(call.flag("fetchMaxId") ? shown.put("maxId", store.highestId()) : shown);
    }

    private RegistryResponse subjects(Call call) {
        return Answers.texts(schemas.placesOf(call.id(), call.flag("deleted")).stream()
                .map(StoredSchema::subject)
                .distinct());
    }

    private RegistryResponse versions(Call call) {
        return Answers.objects(schemas.placesOf(call.id(), call.flag("deleted")).stream()
                .map(schema -> Answers.object().put("subject", schema.subject()).put("version", schema.version())));
    }

    private StoredSchema found(Call call) {
        int id = call.id();
        return store.byId(id).orElseThrow(() -> RegistryProblem.schemaNotFound(id));
    }
}
