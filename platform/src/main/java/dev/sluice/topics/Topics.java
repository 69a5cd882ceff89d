package dev.sluice.topics;

import dev.sluice.start.StartException;
import java.util.Map;

/** The topics of this house, created and checked: whoever holds this may read and write them. */
public final class Topics {

    private final TopicNames names;
    private final Map<String, Integer> partitions;

    private Topics(TopicNames names, Map<String, Integer> partitions) {
        this.names = names;
        this.partitions = Map.copyOf(partitions);
    }

    /** A row keeps its partition from raw to valid: where the counts differ, rows of one key would overtake each other. */
    static Topics of(TopicNames names, Map<String, Integer> partitions) {
        partitions.forEach((topic, count) -> names.tableOfRaw(topic).ifPresent(table -> {
            Integer valid = partitions.get(names.valid(table));
            if (!count.equals(valid)) {
                throw new StartException(
                        "The topic " + topic + " has " + count + " partitions but " + names.valid(table) + " has "
                                + valid,
                        "Create one of the two anew with as many partitions as the other; they can't be changed in"
                                + " place.");
            }
        }));
        return new Topics(names, partitions);
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
