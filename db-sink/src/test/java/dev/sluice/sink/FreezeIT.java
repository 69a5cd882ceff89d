package dev.sluice.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.TcpProxy;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A sink that is frozen past its session in the group is replaced by one that doesn't wait for it, and does no harm when it
 * wakes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FreezeIT {
    private final CrashSite site = new CrashSite();
    private final House house = site.house();

    @AfterAll
    void end() {
        site.close();
    }

    @Test
    void frozenWithTheRowsCopiedAndNothingCommitted() {
        try (SinkProcess sink = SinkProcess.start(house)) {
            site.awaitReady();
            site.whileHeld(
                    CrashSite.lock(house.system("batch_counts")),
                    site::publish,
                    "insert into%batch_counts%",
                    sink::freeze);

            try (SinkProcess next = SinkProcess.start(house)) {
                site.publish();
                site.awaitExactlyOnce();
                // Ended by its successor, not by the time-out for idle transactions, which is a minute.
                assertThat(backends()).hasSize(1);

                sink.thaw();
                site.publish();
                site.awaitExactlyOnce();
                assertThat(next.isAlive()).isTrue();
            }
        }
    }

    @Test
    void frozenInTheMidstOfACopy() {
        try (TcpProxy proxy = TcpProxy.to(house.database().port());
                SinkProcess sink = SinkProcess.start(house, proxy)) {
            site.awaitReady();
            proxy.bandwidth(20_000);
            site.publish();
            site.awaitActivity("query ilike 'copy%' and wait_event = 'ClientRead'");
            proxy.stall();
            sink.freeze();
            assertThat(backends()).isNotEmpty().allMatch(query -> query.startsWith("copy"));

            try (SinkProcess next = SinkProcess.start(house)) {
                site.publish();
                site.awaitExactlyOnce();

                proxy.heal();
                sink.thaw();
                site.publish();
                site.awaitExactlyOnce();
                assertThat(next.isAlive()).isTrue();
            }
        }
    }

    private List<String> backends() {
        return house.rows("select query from pg_stat_activity where application_name = 'sluice-sink'"
                + " and datname = current_database()");
    }
}
