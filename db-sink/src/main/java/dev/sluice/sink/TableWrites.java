package dev.sluice.sink;

import dev.sluice.contract.Contract;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The writes of a micro-batch by table, and of each key only the last: it is the one that stands. */
final class TableWrites {
    private final Map<String, Map<Write, Write>> last = new LinkedHashMap<>();
    private final int capacity;

    /** @param expected writes of one table at most */
    TableWrites(int expected) {
        this.capacity = expected / 3 * 4 + 4;
    }

    void add(Contract contract, Write write) {
        write.follows(last.computeIfAbsent(contract.table(), table -> new LinkedHashMap<>(capacity))
                .put(write, write));
    }

    /** The last write so far to the same key. */
    @Nullable
    Write last(Contract contract, Write write) {
        return last.getOrDefault(contract.table(), Map.of()).get(write);
    }

    Collection<String> tables() {
        return last.keySet();
    }

    Round firstRound() {
        Round round = new Round();
        last.forEach((table, writes) -> writes.values().forEach(write -> round.add(table, write)));
        return round;
    }

    /** What is still to be tried. Where a write was refused, the one before it to the same key stands in its place. */
    static final class Round {
        private final Map<String, List<Write>> upserts = new HashMap<>();
        private final Map<String, List<Write>> removals = new HashMap<>();

        void add(String table, Write write) {
            (write.isRemoval() ? removals : upserts)
                    .computeIfAbsent(table, absent -> new ArrayList<>())
                    .add(write);
        }

        void addPredecessors(String table, List<Write> refused) {
            for (Write write : refused) {
                Write previous = write.previous();
                if (previous != null) {
                    add(table, previous);
                }
            }
        }

        List<Write> upserts(String table) {
            return upserts.getOrDefault(table, List.of());
        }

        List<Write> removals(String table) {
            return removals.getOrDefault(table, List.of());
        }

        boolean isEmpty() {
            return upserts.isEmpty() && removals.isEmpty();
        }
    }
}
