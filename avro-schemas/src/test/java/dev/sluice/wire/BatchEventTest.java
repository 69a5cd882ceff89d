package dev.sluice.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.wire.BatchEvent.Accepted;
import dev.sluice.wire.BatchEvent.Judged;
import dev.sluice.wire.BatchEvent.Share;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchEventTest {
    private static final Accepted ACCEPTED = new Accepted(
            "b1",
            Map.of("jobs", new Share(2, 3), "departments", new Share(1, 1)),
            "json",
            "k1",
            Instant.parse("2026-01-02T03:04:05Z"));
    private static final Judged JUDGED = new Judged("b1", "jobs", 3, 10, 7, 2, 1, 55);

    @Test
    void theWireIsFixed() {
        assertThat(new String(ACCEPTED.toJson(), StandardCharsets.UTF_8))
                .isEqualTo("{\"batch\":\"b1\",\"tables\":{\"departments\":{\"rows\":1,\"rowSum\":1},"
                        + "\"jobs\":{\"rows\":2,\"rowSum\":3}},\"source\":\"json\",\"key\":\"k1\","
                        + "\"time\":\"2026-01-02T03:04:05Z\"}");
        assertThat(new String(JUDGED.toJson(), StandardCharsets.UTF_8))
                .isEqualTo("{\"batch\":\"b1\",\"table\":\"jobs\",\"rawPartition\":3,\"judged\":10,\"valid\":7,"
                        + "\"dead\":2,\"waiting\":1,\"rowSum\":55}");
    }

    @Test
    void bothKindsComeBackAsTheyWent() {
        assertThat(BatchEvent.parse(ACCEPTED.kind(), ACCEPTED.toJson())).hasValue(ACCEPTED);
        assertThat(BatchEvent.parse(JUDGED.kind(), JUDGED.toJson())).hasValue(JUDGED);
    }

    @Test
    void aKindOfALaterReleaseIsNoEventOfThisOne() {
        assertThat(BatchEvent.parse("progress", JUDGED.toJson())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "null",
                "{",
                "[]",
                "{\"batch\":\"b1\"}",
                "{\"batch\":\"b1\",\"table\":\"jobs\",\"rawPartition\":3000000000,\"judged\":10,\"valid\":7,"
                        + "\"dead\":2,\"waiting\":1,\"rowSum\":55}",
                "{\"batch\":\"b1\",\"tables\":{\"jobs\":[]},\"source\":\"json\",\"time\":\"2026-01-02T03:04:05Z\"}",
                "{\"batch\":\"b1\",\"tables\":{},\"source\":\"json\",\"time\":\"yesterday\"}",
            })
    void anythingElseIsNoEvent(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);

        assertThat(BatchEvent.parse(Accepted.KIND, bytes)).isEmpty();
        assertThat(BatchEvent.parse(Judged.KIND, bytes)).isEmpty();
    }

    @Test
    void theSumOfRowNumbersIsThatOfARun() {
        assertThat(Share.ofRows(1, 4)).isEqualTo(new Share(4, 10));
        assertThat(Share.ofRows(1, 2).plus(Share.ofRows(3, 2))).isEqualTo(Share.ofRows(1, 4));
        assertThat(Share.ofRows(1, 0)).isEqualTo(new Share(0, 0));
    }
}
