package dev.sluice.topics;

import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.registry.RegistryClient;
import dev.sluice.registry.RegistryRefusedException;
import dev.sluice.registry.RegistryUnavailableException;
import dev.sluice.row.ChangedMeaning;
import dev.sluice.start.Backends;
import dev.sluice.start.NotYetException;
import dev.sluice.start.StartException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The schemas of the valid and raw topics, registered: whoever holds this may frame records. */
public final class Subjects {

    /** Old and new readers and writers understand each other; some serializers guess a schema and would register it. */
    private static final String COMPATIBILITY = "FULL";

    private final Map<String, Integer> validIds;

    private Subjects(Map<String, Integer> validIds) {
        this.validIds = Map.copyOf(validIds);
    }

    static Subjects register(
            RegistryClient registry, String url, Contracts contracts, TopicNames names, Backends backends) {
        return backends.await("The schema registry", url, "sluice.registry.url", () -> {
            try {
                Map<String, Integer> validIds = new HashMap<>();
                for (Contract contract : contracts.parentsFirst()) {
                    String table = contract.table();
                    requireSameMeaning(registry, names.valid(table), contract);
                    register(registry, names.raw(table), contract);
                    validIds.put(table, register(registry, names.valid(table), contract));
                }
                return new Subjects(validIds);
            } catch (RegistryUnavailableException e) {
                throw new NotYetException(e);
            }
        });
    }

    /**
     * A registry compares types, not what their numbers count. Raw topics are left out: the validator converts what it can
     * and sets the rest aside.
     */
    private static void requireSameMeaning(RegistryClient registry, String topic, Contract contract) {
        asking(topic, contract, registry::latest).ifPresent(newest -> {
            for (ChangedMeaning change : ChangedMeaning.between(newest.schema(), contract.schema())) {
                throw new StartException(
                        "The contract " + contract.source() + " doesn't go with the rows in " + topic + ": " + change,
                        "Give the field its former type, and let values of the new one have an optional field of their"
                                + " own.");
            }
        });
    }

    private static int register(RegistryClient registry, String topic, Contract contract) {
        return asking(topic, contract, subject -> {
            // An operator's stricter choice for a subject that is in use is not ours to loosen.
            if (registry.latest(subject).isEmpty()) {
                registry.setCompatibility(subject, COMPATIBILITY);
            }
            return registry.register(subject, contract.schema());
        });
    }

    private static <T> T asking(String topic, Contract contract, Function<String, T> question) {
        String subject = topic + "-value";
        try {
            return question.apply(subject);
        } catch (RegistryRefusedException e) {
            throw new StartException(
                    "The schema registry refused the contract " + contract.source() + " under the subject " + subject
                            + ": " + e.getMessage(),
                    "Make the contract compatible with what is registered: new fields optional, none removed or"
                            + " changed.");
        }
    }

    /** The id that frames the values of a table's valid topic. */
    public int validId(String table) {
        Integer id = validIds.get(table);
        if (id == null) {
            throw new IllegalArgumentException("no contract for the table " + table);
        }
        return id;
    }
}
