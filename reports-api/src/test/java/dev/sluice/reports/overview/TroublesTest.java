package dev.sluice.reports.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TroublesTest {

    private static final int ENOUGH_LOOKS = 12;

    @Test
    void peaceIsNoTrouble() {
        assertThat(kinds(looks(ENOUGH_LOOKS, look -> behind(0, 50), look -> behind(0, 50))))
                .isEmpty();
    }

    @Test
    void aStageThatIsBehindAndMovesIsNoTrouble() {
        assertThat(kinds(looks(ENOUGH_LOOKS, look -> behind(9_000, look * 100L), look -> behind(400, look * 90L))))
                .isEmpty();
    }

    @Test
    void aStageThatStandsStillBeforeRecordsIs() {
        assertThat(kinds(looks(ENOUGH_LOOKS, look -> behind(9_000, 50), look -> behind(0, 50))))
                .containsExactly("validator-stalled");
        assertThat(kinds(looks(ENOUGH_LOOKS, look -> behind(0, look), look -> behind(700, 50))))
                .containsExactly("sink-stalled");
    }

    @Test
    void aFewLooksSayNothingYet() {
        assertThat(kinds(looks(3, look -> behind(9_000, 50), look -> behind(700, 50))))
                .isEmpty();
    }

    @Test
    void anAbsentKafkaIsSaidAtOnce() {
        LogState away = new LogState(false, Instant.EPOCH, Map.of(), Map.of(), Instant.EPOCH);

        assertThat(kinds(List.of(away))).containsExactly("kafka-away");
    }

    @Test
    void rowsSetAsideParkedAndUnbalancedAreEachSaid() {
        LedgerState ledger =
                new LedgerState(Instant.EPOCH, 0, Map.of(), Map.of("jobs", Map.of("open", 1L, "parked", 2L)), 0, 3, 1);

        assertThat(Troubles.of(ledger, List.of()))
                .extracting(Trouble::what)
                .containsExactly(
                        "3 batches have not added up for a minute.",
                        "2 rows failed five times and are parked.",
                        "1 row was set aside.",
                        "1 upload broke off in the last day.");
    }

    private static List<String> kinds(List<LogState> log) {
        LedgerState peace = new LedgerState(Instant.EPOCH, 0, Map.of(), Map.of(), 0, 0, 0);
        return Troubles.of(peace, log).stream().map(Trouble::kind).toList();
    }

    private static List<LogState> looks(int many, Look judging, Look storing) {
        return IntStream.range(0, many)
                .mapToObj(look -> new LogState(
                        true,
                        Instant.EPOCH,
                        Map.of("jobs", judging.at(look)),
                        Map.of("jobs", storing.at(look)),
                        Instant.EPOCH))
                .toList();
    }

    private static LogState.Behind behind(long records, long passed) {
        return new LogState.Behind(records, passed);
    }

    private interface Look {
        LogState.Behind at(int look);
    }
}
