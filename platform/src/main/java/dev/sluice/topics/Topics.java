package dev.sluice.topics;

import dev.sluice.start.StartException;
import java.util.Map;
import java.util.Objects;

/** The topics of this house, created and checked: whoever holds this may read and write them. */
public final class Topics {

    private final TopicNames names;
    private final Map<String, Integer> partitions;

    private Topics(TopicNames names, Map<String, Integer> partitions) {
        this.names = names;
        this.partitions = Map.copyOf(partitions);
    }

    /**
     * A row keeps its partition from raw or re-key to valid: where counts differ, rows of one key would overtake each other.
     * Nothing is asked of dead letters, which go by their key.
     */
    static Topics of(TopicNames names, Map<String, Integer> partitions) {
        partitions
                .keySet()
                .forEach(topic -> names.tableOfRaw(topic).ifPresent(table -> {
                    requireSame(partitions, topic, names.valid(table));
                    requireSame(partitions, topic, names.rekey(table));
                }));
        return new Topics(names, partitions);
    }

    private static void requireSame(Map<String, Integer> partitions, String topic, String other) {
        Integer one = partitions.get(topic);
        Integer two = partitions.get(other);
        if (!Objects.equals(one, two)) {
            throw new StartException(
                    "The topic " + topic + " has " + one + " partitions but " + other + " has " + two,
                    "Create one of the two anew with as many partitions as the other; they can't be changed in place.");
        }
    }

    public TopicNames names() {
        return names;
    }

    /** How many partitions one of our topics has. */
    public int partitions(String topic) {
        Integer count = partitions.get(topic);
        if (count == null) {
            throw new IllegalArgumentException("not a topic of ours: " + topic);
        }
        return count;
    }
}
