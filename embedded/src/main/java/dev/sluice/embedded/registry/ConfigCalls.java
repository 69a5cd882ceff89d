package dev.sluice.embedded.registry;

import org.jspecify.annotations.Nullable;

/** Compatibility levels and modes: of a subject, and of all that have none of their own. */
final class ConfigCalls {
    private final SchemaStore store;
    private final SchemaWrites writes;
    private final Rules rules;

    ConfigCalls(SchemaStore store, SchemaWrites writes) {
        this.store = store;
        this.writes = writes;
        this.rules = new Rules(store);
    }

    void routes(Routes routes) {
        routes.get("/config", call -> level(rules.level().name()))
                .put("/config", call -> putLevel(call, null))
                .delete("/config", call -> deleteLevel())
                .get("/config/{subject}", this::subjectLevel)
                .put("/config/{subject}", call -> putLevel(call, Subjects.checked(call.subject())))
                .delete("/config/{subject}", this::deleteSubjectLevel)
                .get("/mode", call -> mode(store.mode(null).orElse(Rules.READWRITE)))
                .put("/mode", call -> putMode(call, null))
                .get("/mode/{subject}", this::subjectMode)
                .put("/mode/{subject}", call -> putMode(call, Subjects.checked(call.subject())))
                .delete("/mode/{subject}", this::deleteSubjectMode);
    }

    private RegistryResponse subjectLevel(Call call) {
        String subject = call.subject();
        if (call.flag("defaultToGlobal")) {
            return level(rules.level(subject).name());
        }
        return level(store.level(subject).orElseThrow(() -> RegistryProblem.noLevelOfItsOwn(subject)));
    }

    private RegistryResponse putLevel(Call call, @Nullable String subject) {
        String level = Level.named(call.json().path("compatibility").asText(""))
                .orElseThrow(RegistryProblem::invalidLevel)
                .name();
        put(SchemaRecord.config(subject, level));
        return RegistryResponse.ok(Answers.object().put("compatibility", level));
    }

    private RegistryResponse deleteLevel() {
        String former = rules.level().name();
        put(SchemaRecord.config(null, null));
        return level(former);
    }

    private RegistryResponse deleteSubjectLevel(Call call) {
        String subject = call.subject();
        String former = store.level(subject).orElseThrow(() -> RegistryProblem.subjectNotFound(subject));
        put(SchemaRecord.config(subject, null));
        return level(former);
    }

    private RegistryResponse subjectMode(Call call) {
        String subject = call.subject();
        if (call.flag("defaultToGlobal")) {
            return mode(rules.mode(subject));
        }
        return mode(store.mode(subject).orElseThrow(() -> RegistryProblem.noModeOfItsOwn(subject)));
    }

    private RegistryResponse putMode(Call call, @Nullable String subject) {
        String mode = call.json().path("mode").asText("");
        switch (mode) {
            case Rules.READWRITE, Rules.READONLY, Rules.READONLY_OVERRIDE -> put(SchemaRecord.mode(subject, mode));
            case "IMPORT", "FORWARD" ->
                throw RegistryProblem.notPermitted("Mode " + mode + " does not exist in this registry.");
            default -> throw RegistryProblem.invalidMode();
        }
        return mode(mode);
    }

    private RegistryResponse deleteSubjectMode(Call call) {
        String subject = call.subject();
        String former = store.mode(subject).orElseThrow(() -> RegistryProblem.subjectNotFound(subject));
        put(SchemaRecord.mode(subject, null));
        return mode(former);
    }

    private void put(SchemaRecord record) {
        writes.inTurn(turn -> {
            turn.put(record);
            return record;
        });
    }

    private static RegistryResponse level(String level) {
        return RegistryResponse.ok(Answers.object().put("compatibilityLevel", level));
    }

    private static RegistryResponse mode(String mode) {
        return RegistryResponse.ok(Answers.object().put("mode", mode));
    }
}
