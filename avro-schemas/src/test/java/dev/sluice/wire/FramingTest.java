package dev.sluice.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FramingTest {
    @Test
    void theIdStandsInFourBytesBehindAZero() {
        byte[] framed = Framing.frame(0x01020304, new byte[] {9, 8});

        assertThat(framed).containsExactly(0, 1, 2, 3, 4, 9, 8);
        assertThat(Framing.schemaId(framed)).hasValue(0x01020304);
        assertThat(Framing.body(framed)).containsExactly(9, 8);
    }

    @Test
    void bytesThatAreTooShortOrStartOtherwiseAreNotFramed() {
        assertThat(Framing.schemaId(new byte[0])).isEmpty();
        assertThat(Framing.schemaId(new byte[] {0, 0, 0, 1})).isEmpty();
        assertThat(Framing.schemaId(new byte[] {1, 0, 0, 0, 1})).isEmpty();
        assertThat(Framing.schemaId(new byte[] {0, 0, 0, 0, 1})).hasValue(1);
    }
}
