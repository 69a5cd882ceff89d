package dev.sluice.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testkit.TcpProxy;
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
    void theConnectionBreaksAfterTheCommitWasSent() {
        try (TcpProxy proxy = TcpProxy.to(house.database().port())) {
            house.with("sluice.postgres.url", house.database().through(proxy).url());
            house.startSink();
            site.awaitReady();
            site.whileHeld(site.holdCommits(), site::publish, "commit", proxy::cut);
            site.publish();
            proxy.heal();

            site.awaitExactlyOnce();
        }
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
