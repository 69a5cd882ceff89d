package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows that were acknowledged before a crash are there after it, and nothing survives its parent. */
final class CrashIT {

    @TempDir
    Path data;

    static Stream<Named<Consumer<RunningSluice>>> victims() {
        return Stream.of(
                Named.of("the parent", RunningSluice::killParent),
                Named.of("the broker's child", sluice -> sluice.brokerChild().destroyForcibly()),
                Named.of("PostgreSQL", sluice -> sluice.postmaster().destroyForcibly()));
    }

    @ParameterizedTest
    @MethodSource("victims")
    void acknowledgedRowsSurviveTheKillOf(Consumer<RunningSluice> kill) {
        try (RunningSluice sluice = RunningSluice.start(data)) {
            assertThat(Departments.post(sluice, 1).status()).isEqualTo(200);
            Answer acknowledged = sluice.api().post("/v1/ingest/departments", Departments.row(2));
            assertThat(acknowledged.status()).isEqualTo(202);

            kill.accept(sluice);
            sluice.killParent();
            sluice.awaitNobodyLeft(Duration.ofSeconds(10));
        }
        try (RunningSluice again = RunningSluice.start(data)) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(again.api()
                                    .get("/v1/tables/departments/rows")
                                    .body())
                            .contains("Department 1", "Department 2"));
            assertThat(Departments.post(again, 3).body()).contains("\"stored\":1");
        }
    }

    @Test
    void stopsInOrderAndLeavesNobody() {
        RunningSluice sluice = RunningSluice.start(data);
        assertThat(sluice.family()).hasSizeGreaterThan(2);

        sluice.close();

        sluice.awaitNobodyLeft(Duration.ofSeconds(10));
        assertThat(sluice.output()).endsWith("stopped\n");
    }
}
