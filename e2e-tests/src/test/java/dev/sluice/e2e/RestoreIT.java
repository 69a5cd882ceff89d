package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table that somebody emptied behind everybody's back is taken back, also through the kill of everything meanwhile. */
final class RestoreIT {
    private static final Pattern DATABASE = Pattern.compile("'(postgresql://[^?']+)[?]user=([^']+)'");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path data;

    @Test
    void aTableIsTakenBackThoughEverythingIsKilledMeanwhile() {
        String before;
        String restore;
        try (RunningSluice sluice = RunningSluice.start(data)) {
            assertThat(sluice.api()
                            .post("/v1/ingest/departments", departments(), "Prefer", "wait=10")
                            .body())
                    .contains("\"stored\":900");
            before = rows(sluice);
            assertThat(sluice.api()
                            .post("/v1/backups", "{\"name\": \"whole\"}", "Prefer", "wait=20")
                            .status())
                    .isEqualTo(201);
            empty(sluice);
            assertThat(rows(sluice)).isNotEqualTo(before);

            Answer begun = sluice.api().post("/v1/restores", "{\"backup\": \"whole\"}", "Prefer", "wait=0");
            assertThat(begun.status()).as(begun.body()).isEqualTo(202);
            restore = begun.body().replaceFirst(".*\"id\":\"([^\"]+)\".*", "$1");
            sluice.killParent();
            sluice.awaitNobodyLeft(Duration.ofSeconds(10));
        }
        try (RunningSluice again = RunningSluice.start(data)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    again.api().get("/v1/restores/" + restore).body())
                            .contains("\"state\":\"done\""));
            assertThat(rows(again)).isEqualTo(before);
            assertThat(again.api().get("/v1/batches/" + restore).body())
                    .contains("\"received\":900", "\"stored\":900", "\"state\":\"settled\"");
        }
    }

    private static String departments() {
        return IntStream.rangeClosed(1, 900)
                .mapToObj(id -> "{\"id\": %1$d, \"department\": \"Department %1$d\"}".formatted(id))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String rows(RunningSluice sluice) {
        return sluice.api().get("/v1/tables/departments/rows?limit=1000").body();
    }

    private String password() {
        try {
            return Files.readString(data.resolve("postgres.password")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void empty(RunningSluice sluice) {
        Matcher address = DATABASE.matcher(sluice.output());
        assertThat(address.find()).as(sluice.output()).isTrue();
        try (Connection connection =
                        DriverManager.getConnection("jdbc:" + address.group(1), address.group(2), password());
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("delete from public.departments"))
                    .isEqualTo(900);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
