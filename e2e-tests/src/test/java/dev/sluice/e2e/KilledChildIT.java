package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A backend that dies is started again by the process that it belongs to. */
final class KilledChildIT {
    @TempDir
    Path data;

    static Stream<Named<Consumer<RunningSluice>>> victims() {
        return Stream.of(
                Named.of("the broker's child", sluice -> sluice.brokerChild().destroyForcibly()),
                Named.of("PostgreSQL", sluice -> sluice.postmaster().destroyForcibly()));
    }

    @ParameterizedTest
    @MethodSource("victims")
    void goesOnAfterTheKillOf(Consumer<RunningSluice> kill) {
        try (RunningSluice sluice = RunningSluice.start(data)) {
            assertThat(Departments.post(sluice, 1).status()).isEqualTo(200);

            kill.accept(sluice);

            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .untilAsserted(
                            () -> assertThat(Departments.post(sluice, 2).body()).contains("\"stored\":1"));
        }
    }
}
