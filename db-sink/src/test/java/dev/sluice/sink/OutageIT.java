package dev.sluice.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testkit.TcpProxy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** What breaks without anybody's death is tried again, and no row is lost, doubled or set aside for it. */
class OutageIT {
    private final CrashSite site = new CrashSite();
    private final House house = site.house();

    @AfterEach
    void end() {
        site.close();
    }

    @Test
    void theConnectionBreaksAfterTheCommitWasSent() throws Exception {
        try (TcpProxy proxy = TcpProxy.to(house.database().port())) {
            house.with("sluice.postgres.url", house.database().through(proxy).url());
            ConfigurableApplicationContext sink = house.startSink();
            site.awaitReady();
            site.whileHeld(site.holdCommits(), site::publish, "commit", proxy::cut);
            site.publish();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> health(sink, "readiness").contains("\"sink\":{\"details\":{\"thread 0\""));
            assertThat(health(sink, "liveness")).contains("\"status\":\"UP\"");
            proxy.heal();

            site.awaitExactlyOnce();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !health(sink, "readiness").contains("DOWN"));
        }
    }

    private static String health(ConfigurableApplicationContext sink, String group)
            throws IOException, InterruptedException {
        String port = sink.getEnvironment().getRequiredProperty("local.management.port");
        URI address = URI.create("http://localhost:" + port + "/actuator/health/" + group);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void aFullDiskIsWaitedOut() {
        ConfigurableApplicationContext sink = house.startSink();
        site.awaitReady();
        house.execute("create function public.fill() returns trigger language plpgsql as $$ begin"
                + " raise 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$");
        house.execute("create trigger fill after insert on " + house.table("hired_employees")
                + " for each statement execute function public.fill()");
        house.execute("alter table " + house.table("hired_employees") + " enable always trigger fill");

        site.publish();
        SinkStatus status = sink.getBean(SinkStatus.class);
        await().atMost(Duration.ofSeconds(60)).until(() -> !status.problems().isEmpty());
        assertThat(site.rows()).isZero();

        house.execute("drop trigger fill on " + house.table("hired_employees"));
        site.awaitExactlyOnce();
        await().atMost(Duration.ofSeconds(60)).until(() -> status.problems().isEmpty());
    }
}
