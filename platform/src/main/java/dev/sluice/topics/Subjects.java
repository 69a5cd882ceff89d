package dev.sluice.topics;

import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.registry.RegistryClient;
import dev.sluice.registry.RegistryRefusedException;
import dev.sluice.registry.RegistryUnavailableException;
import dev.sluice.start.Backends;
import dev.sluice.start.NotYetException;
import dev.sluice.start.StartException;
import java.util.HashMap;
import java.util.Map;

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
                    register(registry, names.raw(table), contract);
                    validIds.put(table, register(registry, names.valid(table), contract));
                }
                return new Subjects(validIds);
            } catch (RegistryUnavailableException e) {
                throw new NotYetException(e);
            }
        });
    }

    private static int register(RegistryClient registry, String topic, Contract contract) {
        String subject = topic + "-value";
        try {
            // An operator's stricter choice for a subject that is in use is not ours to loosen.
            if (registry.latest(subject).isEmpty()) {
                registry.setCompatibility(subject, COMPATIBILITY);
            }
            return registry.register(subject, contract.schema());
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
