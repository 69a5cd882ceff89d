package dev.sluice.embedded.registry;

import java.util.List;
import java.util.Optional;

/** {@code POST /subjects/{subject}/versions}: a schema that is there keeps its id, a new one must fit those before it. */
final class RegisterCall {
    private static final int FIRST = 1;

    private final SchemaStore store;
    private final SchemaWrites writes;
    private final Schemas schemas;
    private final Rules rules;

    RegisterCall(SchemaStore store, SchemaWrites writes) {
        this.store = store;
        this.writes = writes;
        this.schemas = new Schemas(store);
        this.rules = new Rules(store);
    }

    void routes(Routes routes) {
        routes.post("/subjects/{subject}/versions", this::register);
    }

    private RegistryResponse register(Call call) {
        String subject = Subjects.checked(call.subject());
        SchemaRequest request = SchemaRequest.of(call);
        AvroText text = request.parsed(call, schemas::referred);
        // Most registrations are of what is there: they must not wait for a writer that waits for Kafka.
        int id = present(subject, text, request)
                .orElseGet(() -> writes.inTurn(
                        turn -> present(subject, text, request).orElseGet(() -> add(subject, text, request, turn))));
        return RegistryResponse.ok(Answers.object().put("id", id));
    }

    private Optional<Integer> present(String subject, AvroText text, SchemaRequest request) {
        return request.version().isPresent() || request.bringsItsOwnId()
                ? Optional.empty()
                : store.versions(subject).stream()
                        .filter(version -> !version.deleted() && version.says(text))
                        .map(StoredSchema::id)
                        .findFirst();
    }

    private int add(String subject, AvroText text, SchemaRequest request, SchemaWrites.Turn turn) {
        rules.refuseIfReadOnly(subject);
        if (request.bringsItsOwnId()) {
            throw RegistryProblem.notPermitted("Ids are given out by this registry: it has no import mode.");
        }
        List<String> objections = rules.level(subject).objections(text.schema(), rules.living(subject));
        if (!objections.isEmpty()) {
            throw RegistryProblem.incompatible("The schema does not fit the earlier ones of subject '%s': %s"
                    .formatted(subject, String.join("; ", objections)));
        }
        int version = store.versions(subject).stream()
                .mapToInt(earlier -> earlier.version() + 1)
                .max()
                .orElse(FIRST);
        if (request.version().filter(wanted -> wanted != version).isPresent()) {
            throw RegistryProblem.invalidSchema("The next version of subject '%s' is %d.".formatted(subject, version));
        }
        int id = sameSchemasId(text).orElseGet(() -> store.highestId() + 1);
        turn.put(SchemaRecord.schema(StoredSchema.of(subject, version, id, text)));
        return id;
    }

    /** One schema has one id, wherever it stands, deleted or not. */
    private Optional<Integer> sameSchemasId(AvroText text) {
        return store.all().stream()
                .filter(schema -> schema.says(text))
                .map(StoredSchema::id)
                .findFirst();
    }
}
