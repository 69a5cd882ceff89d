package dev.sluice.reports.overview;

import java.time.Instant;
import java.util.Map;

/**
 * How far stages are behind the log, by table.
 *
 * @param reachable whether Kafka answered
 * @param asOf up to when the tables mirror the log
 */
record LogState(boolean reachable, Instant at, Map<String, Behind> toJudge, Map<String, Behind> toStore, Instant asOf) {

    /**
     * @param records that the stage has yet to take from the log
     * @param passed the sum of its positions: it grows while the stage works
     */
    record Behind(long records, long passed) {
        static final Behind NOTHING = new Behind(0, 0);

        Behind plus(Behind other) {
            return new Behind(records + other.records, passed + other.passed);
        }
    }
}
