package dev.sluice.validator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.row.Violation;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReasonsTest {
    @Test
    void reasonsAreAListOfRuleFieldAndMessage() {
        List<Violation> violations =
                List.of(new Violation("min", "id", "0 is \"less\""), new Violation("not-decodable", null, "no"));

        assertThat(text(violations))
                .isEqualTo("[{\"rule\":\"min\",\"field\":\"id\",\"message\":\"0 is \\\"less\\\"\"},"
                        + "{\"rule\":\"not-decodable\",\"field\":null,\"message\":\"no\"}]");
        assertThat(Reasons.line(violations)).isEqualTo("min id, not-decodable");
    }

    @Test
    void howeverMuchIsWrongTheReasonsFit() {
        String worst = "\u0000".repeat(10_000);
        List<Violation> violations = IntStream.range(0, 5_000)
                .mapToObj(i -> new Violation("too-long", "f".repeat(63), worst))
                .toList();

        assertThat(Reasons.json(violations).length + Reasons.line(violations).length())
                .isLessThan(Reasons.ROOM - 4096);
        assertThat(text(violations)).endsWith(" more violations\"}]");
    }

    @Test
    void fiveHundredPlainViolationsAreAllNamed() {
        List<Violation> violations = Collections.nCopies(500, new Violation("required", "a_column", "is missing"));

        assertThat(text(violations).split("required", -1)).hasSize(501);
    }

    private static String text(List<Violation> violations) {
        return new String(Reasons.json(violations), StandardCharsets.UTF_8);
    }
}
