package dev.sluice.producer.replay;

import dev.sluice.letters.LetterFilter;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a replay would do, without doing it. */
final class DryRun {
    /** Only so many are judged: the answer is waited for. */
    private static final int MOST_LOOKED = 10_000;

    private static final int AT_ONCE = 1000;

    private final LetterTable letters;
    private final Sieve sieve;

    DryRun(LetterTable letters, Sieve sieve) {
        this.letters = letters;
        this.sieve = sieve;
    }

    /**
     * @param letters how many match
     * @param looked of how many the rest of the answer tells
     * @param complete whether that is all of them
     */
    record Answer(
            boolean dryRun,
            long letters,
            long looked,
            boolean complete,
            long passing,
            long failing,
            long writtenSince,
            long replaying,
            Map<String, Long> tables) {}

    Answer of(LetterFilter filter, Replay.Options options) {
        Map<String, Long> tables = letters.count(filter);
        Instant now = Instant.now().plusSeconds(60);
        Replay.Progress progress = Replay.Progress.NONE;
        long passing = 0;
        List<Letter> page;
        do {
            page = letters.page(filter, progress.after(), now, AT_ONCE);
            if (!page.isEmpty()) {
                Sieve.Sifted sifted = sieve.sift(page, options, "");
                passing += sifted.passing().size();
                progress = progress.looked(
                        page.size(), sifted.skipped(), page.get(page.size() - 1).place());
            }
        } while (!page.isEmpty() && progress.looked() < MOST_LOOKED);
        return new Answer(
                true,
                tables.values().stream().mapToLong(Long::longValue).sum(),
                progress.looked(),
                page.isEmpty(),
                passing,
                progress.skipped().failing(),
                progress.skipped().writtenSince(),
                progress.skipped().replaying(),
                tables);
    }
}
