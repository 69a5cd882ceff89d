package dev.sluice.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.wire.Headers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Where rights or tables are not what they were at the start, the sink stops and says so; nothing is lost or set aside. */
class SetupIT {
    private final House house = House.open();

    @AfterEach
    void end() {
        house.close();
    }

    @Test
    void rightsThatWereTakenAwayStopTheSinkUntilTheyAreBack() throws Exception {
        String database = house.database().url().replaceAll(".*/", "");
        String role = "writer_" + database;
        house.execute("create role " + role + " login password 'secret'");
        house.execute("grant all on database " + database + " to " + role);
        house.with("sluice.postgres.user", role).with("sluice.postgres.password", "secret");

        String departments = house.table("departments");
        stopsAndGoesOn(
                "revoke insert on " + departments + " from " + role,
                "grant insert on " + departments + " to " + role,
                "permission denied");
    }

    @Test
    void aColumnThatIsGoneStopsTheSinkUntilItIsBack() throws Exception {
        String departments = house.table("departments");
        stopsAndGoesOn(
                "alter table " + departments + " rename column department to unit",
                "alter table " + departments + " rename column unit to department",
                "does not exist");
    }

    private void stopsAndGoesOn(String breaking, String mending, String reason) throws Exception {
        ConfigurableApplicationContext sink = house.startSink();
        try (Publisher publisher = new Publisher(house)) {
            house.execute(breaking);
            publisher.header(Headers.BATCH, "b1").header(Headers.ROW, "1");
            publisher.commit(() -> publisher.row("departments", 1, 1, "Sales"));

            // Whoever takes over from the first thread finds the same.
            SinkStatus status = sink.getBean(SinkStatus.class);
            await().atMost(Duration.ofMinutes(1)).until(() -> status.troubledCount() == 2);
            assertThat(readiness(sink)).contains("\"sink\":{\"details\":{\"thread 0\"", reason, "DOWN");
            assertThat(house.rows("select count(*) from " + house.system("dead_letters")))
                    .containsExactly("0");
            sink.close();
            house.execute(mending);
            house.startSink();

            house.awaitRows("select id, department from %s", "departments", "1,Sales");
            house.awaitSystemRows("select stored, dead from %s", "batch_counts", "1,0");
        }
    }

    private static String readiness(ConfigurableApplicationContext sink) throws IOException, InterruptedException {
        String port = sink.getEnvironment().getRequiredProperty("local.management.port");
        URI address = URI.create("http://localhost:" + port + "/actuator/health/readiness");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
