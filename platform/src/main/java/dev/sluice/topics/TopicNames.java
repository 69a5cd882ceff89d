package dev.sluice.topics;

import java.util.Optional;

/** What the topics of a table are called, and which table a topic belongs to. */
public final class TopicNames {

    private static final String RAW = ".raw";
    private static final String REKEY = ".rekey";
    private static final String VALID = ".valid";
    private static final String DEAD_LETTER = ".dead-letter";

    private final String prefix;

    private TopicNames(String prefix) {
        this.prefix = prefix;
    }

    public static TopicNames of(String prefix) {
        return new TopicNames(prefix);
    }

    public String raw(String table) {
        return prefix + table + RAW;
    }

    /** The detour of raw records that lie in another partition than their key belongs to. */
    public String rekey(String table) {
        return prefix + table + REKEY;
    }

    public String valid(String table) {
        return prefix + table + VALID;
    }

    public String deadLetter(String table) {
        return prefix + table + DEAD_LETTER;
    }

    /** One event for each batch and the validator's tallies. */
    public String batches() {
        return prefix + "sluice.batches";
    }

    /** Rows that wait for a parent while others wait for them; between the validator's tasks only. */
    public String held() {
        return prefix + "sluice.held";
    }

    public Optional<String> tableOfRaw(String topic) {
        return table(topic, RAW);
    }

    public Optional<String> tableOfRekey(String topic) {
        return table(topic, REKEY);
    }

    public Optional<String> tableOfValid(String topic) {
        return table(topic, VALID);
    }

    public Optional<String> tableOfDeadLetter(String topic) {
        return table(topic, DEAD_LETTER);
    }

    private Optional<String> table(String topic, String ending) {
        boolean ours = topic.startsWith(prefix)
                && topic.endsWith(ending)
                && topic.length() > prefix.length() + ending.length();
        return ours
                ? Optional.of(topic.substring(prefix.length(), topic.length() - ending.length()))
                : Optional.empty();
    }
}
