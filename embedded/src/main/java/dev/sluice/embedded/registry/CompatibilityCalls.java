package dev.sluice.embedded.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Would this schema be taken? The same judgement as at registration, without writing anything. */
final class CompatibilityCalls {
    private final Schemas schemas;
    private final SchemaStore store;
    private final Rules rules;

    CompatibilityCalls(SchemaStore store) {
        this.store = store;
        this.schemas = new Schemas(store);
        this.rules = new Rules(store);
    }

    void routes(Routes routes) {
        routes.post("/compatibility/subjects/{subject}/versions", this::withAll)
                .post("/compatibility/subjects/{subject}/versions/{version}", this::withOne);
    }

    private RegistryResponse withAll(Call call) {
        return judge(call, rules.living(call.subject()));
    }

    private RegistryResponse withOne(Call call) {
        VersionId id = call.version();
        List<Level.Version> version = id.in(store.versions(call.subject())).stream()
                .filter(found -> !found.deleted())
                .map(rules::parsed)
                .toList();
        // Nothing there to be incompatible with, unless a certain version was meant.
        if (version.isEmpty() && !id.isNewest()) {
            throw RegistryProblem.versionNotFound(id.toString());
        }
        return judge(call, version);
    }

    private RegistryResponse judge(Call call, List<Level.Version> versions) {
        AvroText text = SchemaRequest.of(call).parsed(call, schemas::referred);
        List<String> objections = rules.level(call.subject()).objections(text.schema(), versions);
        ObjectNode answer = Answers.object().put("is_compatible", objections.isEmpty());
        if (call.flag("verbose")) {
            ArrayNode messages = answer.putArray("messages");
            objections.forEach(messages::add);
        }
        return RegistryResponse.ok(answer);
    }
}
