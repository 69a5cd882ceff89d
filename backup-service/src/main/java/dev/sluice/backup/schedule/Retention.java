package dev.sluice.backup.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which of the schedule's backups go: those that neither their number nor their age keeps. */
final class Retention {
    private Retention() {}

    /** One of the schedule's backups. */
    record Kept(String name, Instant takenAt) {}

    static List<String> leaving(Schedule schedule, List<Kept> backups, Instant now) {
        List<String> leaving = new ArrayList<>();
        if (schedule.keepsAll()) {
            return leaving;
        }
        List<Kept> newestFirst = new ArrayList<>(backups);
        newestFirst.sort(Comparator.comparing(Kept::takenAt).reversed());
        for (int i = 0; i < newestFirst.size(); i++) {
            boolean byNumber = schedule.keepLast() != null && i < schedule.keepLast();
            boolean byAge = schedule.keepDays() != null
                    && Duration.between(newestFirst.get(i).takenAt(), now)
                                    .compareTo(Duration.ofDays(schedule.keepDays()))
                            < 0;
            if (!byNumber && !byAge) {
                leaving.add(newestFirst.get(i).name());
            }
        }
        return leaving;
    }
}
