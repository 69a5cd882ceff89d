package dev.sluice.validator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.wire.Framing;
import dev.sluice.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ValidatorTopologyTest {
    private final Bench bench = Bench.of();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void validRowIsFramedWithTheRegisteredIdAndKeyedByItsCanonicalKey() {
        bench.csv("departments", "7,Supply Chain");

        List<Outgoing> valid = bench.valid("departments");
        assertThat(valid).hasSize(1);
        assertThat(valid.get(0).keyText()).isEqualTo("7");
        assertThat(Framing.schemaId(valid.get(0).bytes())).hasValue(1);
        assertThat(Framing.body(valid.get(0).bytes()))
                .isEqualTo("\u000e\u0018Supply Chain".getBytes(StandardCharsets.UTF_8));
        assertThat(bench.dead("departments")).isEmpty();
    }

    @Test
    void headersOfThePublisherTravelOnAndThoseForDecodingDoNot() {
        bench.send(
                "departments",
                "7",
                "7,Sales",
                Map.of(
                        Headers.CONTENT_TYPE,
                        "text/csv",
                        Headers.COLUMNS,
                        "id,department",
                        Headers.REASONS,
                        "of an earlier life",
                        "traceparent",
                        "00-1"));

        Outgoing valid = bench.valid("departments").get(0);
        assertThat(valid.header("traceparent")).isEqualTo("00-1");
        assertThat(valid.header(Headers.SOURCE)).isEqualTo("departments.raw/0/0");
        assertThat(valid.has(Headers.CONTENT_TYPE)).isFalse();
        assertThat(valid.has(Headers.COLUMNS)).isFalse();
        assertThat(valid.has(Headers.REASONS)).isFalse();
    }

    /** Such records come back when somebody copies a valid topic to a raw one, headers and all. */
    @Test
    void whatIsSaidToTheSinkOnlyIsTakenFromNoPublisher() {
        Map<String, String> copied = Map.of(
                Headers.REFUSED,
                "departments.valid/0/7",
                Headers.UNLESS_WRITTEN_SINCE,
                "0",
                DeadLetters.TRUNCATED,
                "9");

        bench.send("departments", "7", "{\"id\":7,\"department\":\"Sales\"}", copied);
        bench.send("departments", "8", "{\"id\":8}", copied);

        List<Outgoing> settled = List.of(
                bench.valid("departments").get(0), bench.dead("departments").get(0));
        assertThat(settled)
                .allSatisfy(row -> copied.keySet()
                        .forEach(
                                header -> assertThat(row.has(header)).as(header).isFalse()));
    }

    @Test
    void rejectedRowKeepsItsBytesAndSaysWhy() {
        bench.send("departments", "k", "0,", Map.of(Headers.CONTENT_TYPE, "text/csv", "traceparent", "00-1"));

        assertThat(bench.valid("departments")).isEmpty();
        Outgoing dead = bench.dead("departments").get(0);
        assertThat(dead.keyText()).isEqualTo("k");
        assertThat(dead.text()).isEqualTo("0,");
        assertThat(dead.header(Headers.REASONS))
                .contains("\"rule\":\"min\",\"field\":\"id\"", "\"rule\":\"required\",\"field\":\"department\"");
        assertThat(dead.header(Headers.CONTENT_TYPE)).isEqualTo("text/csv");
        assertThat(dead.header(Headers.SOURCE)).isEqualTo("departments.raw/0/0");
        assertThat(dead.header(Headers.ATTEMPT)).isEqualTo("1");
        assertThat(dead.header("traceparent")).isEqualTo("00-1");
        assertThat(dead.header("__streams.errors.message")).isEqualTo("min id, required department");
        assertThat(dead.header("__streams.errors.topic")).isEqualTo("departments.raw");
        assertThat(dead.header("__streams.errors.partition")).isEqualTo("0");
        assertThat(dead.header("__streams.errors.offset")).isEqualTo("0");
    }
}
