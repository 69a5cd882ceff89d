package dev.sluice.sink;

import static org.awaitility.Awaitility.await;

import dev.sluice.embedded.Endpoints;
import dev.sluice.embedded.InfraProcess;
import dev.sluice.embedded.InfraSpec;
import dev.sluice.testkit.Database;
import dev.sluice.wire.Headers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database is killed under the sink, with rows on the way, and started again on the same data. */
class PostgresRestartIT {
    private static final int ROWS = 2_000;

    @TempDir
    private Path data;

    @Test
    void everyRowIsStoredOnceThroughKillsOfTheDatabase() {
        try (InfraProcess infra = InfraProcess.start(InfraSpec.in(data).withoutKafka())) {
            Endpoints endpoints = infra.endpoints();
            Database database = new Database(endpoints.jdbcUrl(), endpoints.user(), endpoints.password());
            try (House house = House.on(database);
                    Publisher publisher = new Publisher(house)) {
                house.startSink();
                for (int batch = 0; batch < 6; batch++) {
                    publish(publisher, batch);
                    if (batch % 2 == 1) {
                        kill(infra);
                    }
                }

                long sum = 6L * ROWS * (ROWS + 1) / 2;
                await().atMost(Duration.ofSeconds(90))
                        .ignoreExceptions()
                        .until(() -> house.rows("select sum(stored), sum(stored_sum), sum(dead) from "
                                        + house.system("batch_counts"))
                                .contains(6 * ROWS + "," + sum + ",0"));
                house.awaitTableEqualsLog("departments");
            }
        }
    }

    private static void publish(Publisher publisher, int batch) {
        publisher.commit(() -> {
            for (int row = 1; row <= ROWS; row++) {
                int id = batch * ROWS + row;
                publisher.plain().header(Headers.BATCH, "b" + batch).header(Headers.ROW, Integer.toString(row));
                publisher.row("departments", id, id, "Department " + id);
            }
        });
    }

    private static void kill(InfraProcess infra) {
        long pid = infra.endpoints().postgres().orElseThrow().pid();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> infra.endpoints().postgres().orElseThrow().pid() != pid);
    }
}
