package dev.sluice.benchmarks;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The rows of the sink's benchmark, by number: the same for every contestant. */
public record HiredRow(int id, String name, Instant hiredAt, int department, int job) {
    public static final int DEPARTMENTS = 12;
    public static final int JOBS = 183;
    private static final Instant YEAR = Instant.parse("2021-01-01T00:00:00Z");

    /** @param version another one gives another row of the same key */
    public static HiredRow of(int id, int version) {
        long mixed = (id * 0x9E3779B97F4A7C15L) >>> 33;
        return new HiredRow(
                id,
                "Employee " + Long.toString(mixed + version, 36) + " of " + id,
                YEAR.plus(mixed % 31_536_000, ChronoUnit.SECONDS),
                1 + (int) (mixed % DEPARTMENTS),
                1 + (int) (mixed % JOBS));
    }

    public String csv() {
        return id + "," + name + "," + hiredAt + "," + department + "," + job + "\n";
    }
}
