package dev.sluice.validator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.wire.BatchEvent.Judged;
import dev.sluice.wire.Headers;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The test driver has partition 0 only; that the topics are said to have six makes most keys misplaced there. */
class MisplacedTest {
    private static final Channels CHANNELS = House.channels(6);

    private final Bench bench = Bench.of(CHANNELS);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void misplacedRecordTakesTheDetourAndKeepsItsPlaceAndNumber() {
        int id = firstIdOf(false);

        bench.send("departments", null, id + ",Sales", Map.of(Headers.CONTENT_TYPE, "text/csv"));
        bench.tick();

        Outgoing detour = bench.read("departments.rekey").get(0);
        assertThat(detour.keyText()).isEqualTo(String.valueOf(id));
        assertThat(detour.text()).isEqualTo(id + ",Sales");
        assertThat(detour.header(Headers.CONTENT_TYPE)).isEqualTo("text/csv");
        Outgoing valid = bench.valid("departments").get(0);
        assertThat(valid.keyText()).isEqualTo(String.valueOf(id));
        assertThat(valid.header(Headers.SOURCE)).isEqualTo("departments.raw/0/0");
        assertThat(bench.events())
                .containsExactly(new Judged("log:departments.raw:0:2026-01-02T10", "departments", 0, 1, 1, 0, 0, 1));
    }

    @Test
    void recordInItsPlaceTakesNoDetour() {
        bench.csv("departments", firstIdOf(true) + ",Sales");

        assertThat(bench.read("departments.rekey")).isEmpty();
        assertThat(bench.valid("departments")).hasSize(1);
    }

    @Test
    void rejectedRowHasNoPlaceItCouldMiss() {
        bench.csv("departments", "x,Sales");

        assertThat(bench.read("departments.rekey")).isEmpty();
        assertThat(bench.dead("departments")).hasSize(1);
    }

    @Test
    void removalOfAMisplacedKeyTakesTheDetourToo() {
        int id = firstIdOf(false);

        bench.send("departments", String.valueOf(id), null, Map.of());

        assertThat(bench.read("departments.rekey")).hasSize(1);
        assertThat(bench.valid("departments").get(0).isTombstone()).isTrue();
    }

    @Test
    void whatSomebodyElsePutOnTheReKeyTopicIsJudgedAsIfItHadBegunThere() {
        bench.sendTo("departments.rekey", null, Headers.bytes("{\"id\":1,\"department\":\"Sales\"}"), Map.of());

        assertThat(bench.valid("departments").get(0).header(Headers.SOURCE)).isEqualTo("departments.rekey/0/0");
    }

    private static int firstIdOf(boolean placed) {
        Channel channel = CHANNELS.ofTable("departments").orElseThrow();
        return IntStream.rangeClosed(1, 100)
                .filter(id -> (channel.partitionOf(Headers.bytes(String.valueOf(id))) == 0) == placed)
                .findFirst()
                .orElseThrow();
    }
}
