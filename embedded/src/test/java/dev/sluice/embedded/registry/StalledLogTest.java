package dev.sluice.embedded.registry;

import static dev.sluice.embedded.registry.Api.INT;
import static dev.sluice.embedded.registry.Api.LONG;
import static dev.sluice.embedded.registry.Api.STRING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.registry.SchemaLog.AppendException.Why;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class StalledLogTest {
    private final MemoryLog log = new MemoryLog();
    private final Api api = Api.on(log);

    @AfterEach
    void resume() {
        log.resume();
    }

    @Test
    void readsGoOnWhileWritesWait() {
        api.register("a", INT);
        log.stall();
        CompletableFuture<Api.Answer> write = CompletableFuture.supplyAsync(() -> api.register("b", STRING));

        while (!write.isDone()) {
            api.get("/schemas/ids/1").is("{\"schema\":\"\\\"int\\\"\"}");
            api.register("a", INT).is("{\"id\":1}");
        }

        write.join().isError(500, 50002);
    }

    @Test
    void everyWaitingWriterHearsInTime() {
        log.stall();
        long start = System.nanoTime();

        List<CompletableFuture<Api.Answer>> writes = IntStream.range(0, 3)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> api.register("a" + i, INT)))
                .toList();
        writes.forEach(write -> write.join().isError(500, 50002));

        // One after the other would be three times the timeout; the margin is for a busy machine.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Api.TIMEOUT.multipliedBy(15));
    }

    @Test
    void aRecordThatArrivesLateIsSeenBeforeTheNextDecision() {
        api.register("a", INT);
        log.stall();
        api.register("b", STRING).isError(500, 50002);
        log.resume();

        api.register("c", LONG).is("{\"id\":3}");

        api.register("b", STRING).is("{\"id\":2}");
    }

    @Test
    void aLogThatRefusesIsAnErrorOfItsOwn() {
        log.refuse(Why.FAILED);

        api.register("a", INT).isError(500, 50001);
        api.put("/config", "{\"compatibility\":\"NONE\"}").isError(500, 50001);
        api.get("/config").is("{\"compatibilityLevel\":\"BACKWARD\"}");
    }
}
