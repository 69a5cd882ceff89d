package dev.sluice.validator;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The parents that rows wait for, in a ring: each look goes on where the last one stopped. */
final class AwaitedParents {
    private final Map<Parent, Set<Long>> arrivals = new LinkedHashMap<>();

    void add(Parent parent, long arrival) {
        arrivals.computeIfAbsent(parent, awaited -> new LinkedHashSet<>(2)).add(arrival);
    }

    void remove(Parent parent, long arrival) {
        Set<Long> waiting = arrivals.get(parent);
        if (waiting != null && waiting.remove(arrival) && waiting.isEmpty()) {
            arrivals.remove(parent);
        }
    }

    int size() {
        return arrivals.size();
    }

    /** The parent whose turn it is. */
    Optional<Parent> peek() {
        return arrivals.keySet().stream().findFirst();
    }

    /** The parent whose turn it is has not come: the next one's turn. */
    void pass(Parent parent) {
        arrivals.put(parent, Objects.requireNonNull(arrivals.remove(parent)));
    }

    /** The parent has come: takes out the first that waits for it. */
    long take(Parent parent) {
        long first = Objects.requireNonNull(arrivals.get(parent)).iterator().next();
        remove(parent, first);
        return first;
    }
}
