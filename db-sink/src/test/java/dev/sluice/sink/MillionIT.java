package dev.sluice.sink;

import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Many rows, and a sink that is killed again and again at moments nobody chose. {@code -Dsluice.test.batches=334
 * -Dsluice.test.kills=10} makes it a million rows and ten kills.
 */
class MillionIT {
    private static final int BATCHES = Integer.getInteger("sluice.test.batches", 30);
    private static final int KILLS = Integer.getInteger("sluice.test.kills", 2);
    private static final long SEED = Long.getLong("sluice.test.seed", 20_261_121L);

    @Test
    void everyRowIsStoredOnceHoweverOftenTheSinkIsKilled() {
        Random random = new Random(SEED);
        try (CrashSite site = new CrashSite()) {
            House house = site.house().with("sluice.kafka.properties.group.instance.id", "the-only-one");
            for (int kill = 0; kill < KILLS; kill++) {
                int batches = (kill + 1) * BATCHES / KILLS - kill * BATCHES / KILLS;
                try (SinkProcess sink = SinkProcess.start(house)) {
                    if (kill == 0) {
                        site.awaitReady();
                    }
                    long before = site.rows();
                    CompletableFuture<Void> publishing = CompletableFuture.runAsync(() -> publish(site, batches));
                    site.awaitMoreRowsThan(before + random.nextInt(batches * CrashSite.ROWS));
                    sink.kill();
                    publishing.join();
                }
            }
            try (SinkProcess last = SinkProcess.start(house)) {
                site.awaitExactlyOnce();
                last.kill();
            }
        }
    }

    private static void publish(CrashSite site, int batches) {
        for (int batch = 0; batch < batches; batch++) {
            site.publish();
        }
    }
}
