package dev.sluice.validator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Contract;
import dev.sluice.row.WriterSchemas;
import dev.sluice.wire.Framing;
import dev.sluice.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Number 51 of the catalogue of bad inputs: any bytes get a dead letter, and the partition goes on. */
class NotDecodableTest {
    private static final Contract DEPARTMENTS = House.contracts().get("departments");
    private static final int KNOWN = 7;
    private static final byte[] SALES = {2, 10, 'S', 'a', 'l', 'e', 's'};

    private final Bench bench = Bench.of((WriterSchemas)
            id -> id == KNOWN ? new WriterSchemas.Found(DEPARTMENTS.schema()) : new WriterSchemas.Unknown());

    @AfterEach
    void close() {
        bench.close();
    }

    static Stream<Arguments> undecodable() {
        byte[] random = new byte[300];
        new Random(51).nextBytes(random);
        random[0] = (byte) 0xfe;
        byte[] huge = {2, (byte) 0x80, (byte) 0xca, (byte) 0xb5, (byte) 0xee, 1, 'x'};
        return Stream.of(
                Arguments.of("an empty value", new byte[0]),
                Arguments.of("random bytes", random),
                Arguments.of("truncated Avro", Framing.frame(KNOWN, Arrays.copyOf(SALES, 4))),
                Arguments.of("trailing bytes after Avro", Framing.frame(KNOWN, Arrays.copyOf(SALES, SALES.length + 1))),
                Arguments.of("an unknown schema id", Framing.frame(8, SALES)),
                Arguments.of("a string that claims 500 MB", Framing.frame(KNOWN, huge)),
                Arguments.of("half a frame", new byte[] {0, 0, 0}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("undecodable")
    void undecodableBytesAreADeadLetterUnchanged(String what, byte[] value) {
        bench.sendTo("departments.raw", Headers.bytes("1"), value, Map.of());
        bench.sendTo("departments.raw", Headers.bytes("1"), Framing.frame(KNOWN, SALES), Map.of());

        Outgoing dead = bench.dead("departments").get(0);
        assertThat(dead.bytes()).isEqualTo(value);
        assertThat(dead.header(Headers.REASONS)).contains("\"rule\":\"not-decodable\"");
        assertThat(bench.valid("departments"))
                .as("the partition goes on after " + what)
                .hasSize(1);
    }

    @Test
    void nullValueWithoutAKeyIsADeadLetterWithoutAValue() {
        bench.send("departments", null, null, Map.of());

        Outgoing dead = bench.dead("departments").get(0);
        assertThat(dead.isTombstone()).isTrue();
        assertThat(dead.header(Headers.REASONS)).contains("not-decodable");
    }

    @Test
    void avroOfAKnownWriterIsFramedAnew() {
        bench.sendTo("departments.raw", null, Framing.frame(KNOWN, SALES), Map.of());

        assertThat(bench.valid("departments").get(0).bytes()).isEqualTo(Framing.frame(1, SALES));
    }

    @Test
    void recordThatGrewBeyondEveryLimitIsCutAndSaysSo() {
        String line = "1," + "x".repeat(2 * House.LARGEST);

        bench.send("departments", "1", line, Map.of(Headers.CONTENT_TYPE, "text/csv"));

        Outgoing dead = bench.dead("departments").get(0);
        assertThat(dead.header(Headers.REASONS)).contains("\"rule\":\"too-large\"");
        assertThat(dead.header(DeadLetters.TRUNCATED)).isEqualTo(String.valueOf(line.length()));
        assertThat(dead.bytes().length).isLessThan(House.LARGEST);
        assertThat(line).startsWith(new String(dead.bytes(), StandardCharsets.UTF_8));
    }
}
