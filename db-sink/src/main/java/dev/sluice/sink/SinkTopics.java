package dev.sluice.sink;

import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.topics.TopicNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The topics this stage reads, and what is in them. */
final class SinkTopics {
    private final Map<String, Contract> valid = new LinkedHashMap<>();
    private final Map<String, String> letters = new HashMap<>();
    private final TopicNames names;

    SinkTopics(TopicNames names, Contracts contracts) {
        this.names = names;
        for (Contract contract : contracts.parentsFirst()) {
            valid.put(names.valid(contract.table()), contract);
            letters.put(names.deadLetter(contract.table()), contract.table());
        }
    }

    Collection<String> all() {
        List<String> all = new ArrayList<>(valid.keySet());
        all.addAll(letters.keySet());
        all.add(names.batches());
        return all;
    }

    /** Whose rows are in the topic. */
    Optional<Contract> rowsOf(String topic) {
        return Optional.ofNullable(valid.get(topic));
    }

    /** Of which table the dead letters are in the topic. */
    Optional<String> lettersOf(String topic) {
        return Optional.ofNullable(letters.get(topic));
    }

    String letters(String table) {
        return names.deadLetter(table);
    }

    String batches() {
        return names.batches();
    }

    String valid(String table) {
        return names.valid(table);
    }
}
