package dev.sluice.benchmarks.ingest;

import dev.sluice.embedded.Endpoints;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How long a single row takes from its request to where another connection to PostgreSQL sees it, in an idle house. */
final class OneRow {
    private static final long LOOK_NANOS = 500_000;
    private static final int LONGEST_PAUSE_MILLIS = 200;

    private final FrontDoor door;
    private final Endpoints endpoints;
    private final String table;

    /** @param table of the hires, quoted */
    OneRow(FrontDoor door, Endpoints endpoints, String table) {
        this.door = door;
        this.endpoints = endpoints;
        this.table = table;
    }

    /** Sends rows one after the other, at moments that follow no clock of the pipeline. */
    OpenLoop.Times times(int firstId, int rows) throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        double[] millis = new double[rows];
        try (Connection connection =
                        DriverManager.getConnection(endpoints.jdbcUrl(), endpoints.user(), endpoints.password());
                PreparedStatement look = connection.prepareStatement("select 1 from " + table + " where id = ?")) {
            for (int number = 0; number < rows; number++) {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
                look.setInt(1, firstId + number);
                long start = System.nanoTime();
                door.row(firstId + number);
                while (!isThere(look)) {
                    LockSupport.parkNanos(LOOK_NANOS);
                }
                millis[number] = (System.nanoTime() - start) / 1e6;
            }
        }
        return OpenLoop.Times.of(millis);
    }

    private static boolean isThere(PreparedStatement look) throws Exception {
        try (ResultSet found = look.executeQuery()) {
            return found.next();
        }
    }
}
