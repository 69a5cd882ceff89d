package dev.sluice.producer.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void isWrittenAndReadAsTheSame() {
        Progress progress = Progress.none("b", "csv-upload", "k", List.of("w-0", "w-1"))
                .touching("jobs")
                .with("departments", 2, 3, "ab");

        String json = new String(progress.toJson(), UTF_8);

        assertThat(json)
                .isEqualTo("{\"batch\":\"b\",\"chunk\":1,\"tables\":{\"jobs\":{\"rows\":0,\"rowSum\":0},"
                        + "\"departments\":{\"rows\":2,\"rowSum\":3}},\"rows\":2,\"line\":3,\"digest\":\"ab\","
                        + "\"source\":\"csv-upload\",\"key\":\"k\",\"writers\":[\"w-0\",\"w-1\"]}");
        assertThat(Progress.parse(json.getBytes(UTF_8))).contains(progress);
    }

    @Test
    void whatIsNoProgressIsPassedOver() {
        assertThat(Progress.parse("{}".getBytes(UTF_8))).isEmpty();
        assertThat(Progress.parse("{\"batch\":1".getBytes(UTF_8))).isEmpty();
        assertThat(Progress.parse(new byte[] {1, 2})).isEmpty();
    }
}
