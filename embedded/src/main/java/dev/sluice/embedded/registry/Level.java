package dev.sluice.embedded.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/** How a subject's next version must fit the ones before it. */
enum Level {
    NONE(false, false, false),
    BACKWARD(true, false, false),
    BACKWARD_TRANSITIVE(true, false, true),
    FORWARD(false, true, false),
    FORWARD_TRANSITIVE(false, true, true),
    FULL(true, true, false),
    FULL_TRANSITIVE(true, true, true);

    /** The new one must read what the old ones wrote. */
    private final boolean backward;
    /** The old ones must read what the new one writes. */
    private final boolean forward;

    private final boolean transitive;

    Level(boolean backward, boolean forward, boolean transitive) {
        this.backward = backward;
        this.forward = forward;
        this.transitive = transitive;
    }

    static Optional<Level> named(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        for (Level level : values()) {
            if (level.name().equals(wanted)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }

    /** Why the candidate doesn't fit; empty when it does. */
    List<String> objections(Schema candidate, List<Version> oldestFirst) {
        List<String> objections = new ArrayList<>();
        int first = transitive ? 0 : Math.max(0, oldestFirst.size() - 1);
        for (Version version : oldestFirst.subList(first, oldestFirst.size())) {
            if (backward) {
                objections.addAll(
                        objections("the new schema can't read version", version, candidate, version.schema()));
            }
            if (forward) {
                objections.addAll(
                        objections("the new schema can't be read by version", version, version.schema(), candidate));
            }
        }
        return objections;
    }

    private List<String> objections(String what, Version version, Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()
                .stream()
                .map(why -> "%s: %s %d: %s".formatted(this, what, version.number(), sentence(why)))
                .toList();
    }

    private static String sentence(Incompatibility why) {
        return "%s at %s (%s)".formatted(why.getType(), why.getLocation(), why.getMessage());
    }

    record Version(int number, Schema schema) {}
}
