package dev.sluice.backup.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    /** One a day, the youngest a day old: "1" to "10". */
    private static final List<Retention.Kept> TEN = IntStream.rangeClosed(1, 10)
            .mapToObj(day -> new Retention.Kept(Integer.toString(day), NOW.minus(Duration.ofDays(day))))
            .toList();

    @Test
    void aBackupGoesWhenNeitherNumberNorAgeKeepsIt() {
        assertThat(leaving(null, null)).isEmpty();
        assertThat(leaving(8, null)).containsExactly("9", "10");
        assertThat(leaving(null, 8)).containsExactly("8", "9", "10");
        assertThat(leaving(2, 8)).containsExactly("8", "9", "10");
        assertThat(leaving(9, 3)).containsExactly("10");
    }

    private static List<String> leaving(@Nullable Integer last, @Nullable Integer days) {
        return Retention.leaving(schedule(last, days, null), TEN, NOW);
    }

    @Test
    void aTimeThatWasMissedIsMadeUpForOnce() {
        Instant yesterday = NOW.minus(Duration.ofDays(1));

        assertThat(schedule(null, null, yesterday).due()).contains(Instant.parse("2026-03-01T03:00:00Z"));
        assertThat(schedule(null, null, NOW).due()).contains(Instant.parse("2026-03-02T03:00:00Z"));
    }

    private static Schedule schedule(@Nullable Integer last, @Nullable Integer days, @Nullable Instant taken) {
        Schedule.Last before = taken == null ? null : new Schedule.Last("auto-x", taken, true, null);
        return new Schedule("0 0 3 * * *", null, last, days, Instant.EPOCH, before);
    }
}
