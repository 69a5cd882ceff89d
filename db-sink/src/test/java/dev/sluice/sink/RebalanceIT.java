package dev.sluice.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Killed while partitions change hands: who is left stores every row once. */
class RebalanceIT {
    private final CrashSite site = new CrashSite();
    private final House house = site.house();

    @AfterEach
    void end() {
        site.close();
    }

    @Test
    void killedWhileItGivesPartitionsBackAndWhileItTakesThem() {
        AtomicReference<SinkProcess> taker = new AtomicReference<>();
        try (SinkProcess giver = SinkProcess.start(house)) {
            site.awaitReady();
            site.whileHeld(
                    CrashSite.lock(house.system("offsets")),
                    () -> taker.set(SinkProcess.start(house)),
                    "update%set session_id = null%",
                    () -> {
                        giver.kill();
                        site.awaitHeld("insert into%offsets%on conflict%");
                        taker.get().kill();
                    });
        }
        try (SinkProcess last = SinkProcess.start(house)) {
            site.publish();
            site.awaitExactlyOnce();
            assertThat(last.isAlive()).isTrue();
        }
    }
}
