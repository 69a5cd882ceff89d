package dev.sluice.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.registry.RegistryClient;
import dev.sluice.registry.RegistryUnavailableException;
import dev.sluice.row.WriterSchemas;
import dev.sluice.wire.Framing;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Number 52 of the catalogue of bad inputs: an unreachable registry is no verdict. */
class OutageTest {
    private static final byte[] SALES = Framing.frame(7, new byte[] {2, 10, 'S', 'a', 'l', 'e', 's'});

    /** Nothing listens there. */
    private final WriterSchemas unreachable = RegistryClient.of("http://127.0.0.1:1");

    private final AtomicInteger failures = new AtomicInteger();
    private final Bench bench = Bench.of((WriterSchemas) this::find);

    private WriterSchemas.Lookup find(int id) {
        return failures.getAndDecrement() > 0
                ? unreachable.find(id)
                : new WriterSchemas.Found(House.contracts().get("departments").schema());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void shortOutagePassesUnnoticed() {
        failures.set(2);

        bench.sendTo("departments.raw", null, SALES, Map.of());

        assertThat(bench.valid("departments")).hasSize(1);
        assertThat(bench.outage.cause()).isEmpty();
    }

    @Test
    void longOutageEndsTheThreadAndMakesNoDeadLetter() {
        failures.set(Integer.MAX_VALUE);

        assertThatThrownBy(() -> bench.sendTo("departments.raw", null, SALES, Map.of()))
                .hasCauseInstanceOf(RegistryUnavailableException.class);

        assertThat(bench.dead("departments")).isEmpty();
        assertThat(bench.outage.cause()).isPresent();
    }

    @Test
    void rowsThatNeedNoRegistryAreJudgedMeanwhile() {
        failures.set(Integer.MAX_VALUE);

        bench.csv("departments", "1,Sales");

        assertThat(bench.valid("departments")).hasSize(1);
    }
}
