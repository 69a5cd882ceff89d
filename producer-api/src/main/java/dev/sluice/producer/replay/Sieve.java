package dev.sluice.producer.replay;

import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.producer.incoming.IncomingRow;
import dev.sluice.producer.single.Prospects;
import dev.sluice.producer.single.StoredTables;
import dev.sluice.row.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which of some letters are worth another attempt now. A courtesy: the validator judges again, and the sink looks again
 * whether a key was written since.
 */
final class Sieve {
    private final Contracts contracts;
    private final Prospects prospects;
    private final StoredTables tables;

    Sieve(Contracts contracts, Prospects prospects, StoredTables tables) {
        this.contracts = contracts;
        this.prospects = prospects;
        this.tables = tables;
    }

    /** What was passed over, and why. */
    record Skipped(long failing, long writtenSince, long replaying) {
        static final Skipped NONE = new Skipped(0, 0, 0);

        Skipped plus(Skipped other) {
            return new Skipped(failing + other.failing, writtenSince + other.writtenSince, replaying + other.replaying);
        }
    }

    /** @param passing in the order in which they came */
    record Sifted(List<Letter> passing, Skipped skipped) {}

    /** @param replay whose letters are not somebody else's */
    Sifted sift(List<Letter> letters, Replay.Options options, String replay) {
        List<Letter> free = letters.stream()
                .filter(letter ->
                        letter.replaying() == null || letter.replaying().equals(replay))
                .toList();
        Set<Letter> passing = new HashSet<>();
        long failing = 0;
        long writtenSince = 0;
        for (Map.Entry<String, List<Letter>> table : byTable(free).entrySet()) {
            List<Letter> some = table.getValue();
            Optional<Contract> contract = contracts.find(table.getKey());
            if (contract.isEmpty()) {
                failing += some.size();
                continue;
            }
            List<Verdict> verdicts = prospects.of(
                    contract.get(),
                    some.stream().map(letter -> row(contract.get(), letter)).toList());
            Set<String> held = options.overwrite() ? Set.of() : tables.held(contract.get(), keys(verdicts));
            for (int i = 0; i < some.size(); i++) {
                Verdict verdict = verdicts.get(i);
                if (!options.force() && !Prospects.violations(verdict).isEmpty()) {
                    failing++;
                } else if (key(verdict).filter(held::contains).isPresent()) {
                    writtenSince++;
                } else {
                    passing.add(some.get(i));
                }
            }
        }
        return new Sifted(
                free.stream().filter(passing::contains).toList(),
                new Skipped(failing, writtenSince, letters.size() - free.size()));
    }

    private static IncomingRow row(Contract contract, Letter letter) {
        return Attempts.of(contract, letter, letter.row(), false);
    }

    private static Map<String, List<Letter>> byTable(List<Letter> letters) {
        Map<String, List<Letter>> tables = new LinkedHashMap<>();
        letters.forEach(letter ->
                tables.computeIfAbsent(letter.table(), it -> new ArrayList<>()).add(letter));
        return tables;
    }

    private static Set<String> keys(List<Verdict> verdicts) {
        Set<String> keys = new HashSet<>();
        verdicts.forEach(verdict -> key(verdict).ifPresent(keys::add));
        return keys;
    }

    /** The key that a row would replace; none where it replaces nothing. */
    static Optional<String> key(Verdict verdict) {
        return verdict.fold(
                valid -> Optional.of(valid.row().key()),
                removed -> Optional.empty(),
                rejected -> Optional.empty(),
                waiting -> Optional.of(waiting.row().key()));
    }
}
