package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

    @TempDir
    Path data;

    @Test
    void freePortsAreRememberedAndDiffer() throws Exception {
        Ports first = Ports.of(data);
        int kafka = first.choose("Kafka", 0);
        int postgres = first.choose("PostgreSQL", 0);

        Ports second = Ports.of(data);

        assertThat(kafka).isNotEqualTo(postgres).isBetween(15_000, 32_000);
        assertThat(second.choose("Kafka", 0)).isEqualTo(kafka);
        assertThat(second.choose("PostgreSQL", 0)).isEqualTo(postgres);
    }

    @Test
    void rememberedPortThatIsTakenIsReplaced() throws Exception {
        int before = Ports.of(data).choose("Kafka", 0);

        try (ServerSocket taken = new ServerSocket(before, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.of(data).choose("Kafka", 0)).isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void askedPortThatIsTakenIsRefused() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> Ports.of(data).choose("Kafka", port))
                    .isInstanceOf(InfraException.class)
                    .hasMessageStartingWith("port " + port + " for Kafka is taken");
        }
    }
}
