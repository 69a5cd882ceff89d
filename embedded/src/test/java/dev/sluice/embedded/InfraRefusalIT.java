package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can't run says so in one line, and leaves nothing running. */
class InfraRefusalIT {

    @TempDir
    Path data;

    @Test
    void secondInstanceOnTheSameDataIsRefused() throws Exception {
        try (InfraProcess infra = InfraProcess.start(Specs.in(data))) {
            assertThatThrownBy(() -> InfraProcess.start(Specs.in(data)))
                    .isInstanceOf(InfraException.class)
                    .hasMessage("the data directory " + data + " is in use by process "
                            + ProcessHandle.current().pid() + "; stop it, or choose another --data");

            Marks.create(infra.endpoints());
        }
    }

    @Test
    void takenPortOfKafkaIsNamed() throws Exception {
        try (ServerSocket taken = listen()) {
            assertThatThrownBy(() -> InfraProcess.start(Specs.in(data).withKafkaPort(taken.getLocalPort())))
                    .isInstanceOf(InfraException.class)
                    .hasMessage("port " + taken.getLocalPort()
                            + " for Kafka is taken; stop what listens there, or choose another");
        }
    }

    @Test
    void takenPortOfPostgresIsNamed() throws Exception {
        try (ServerSocket taken = listen()) {
            assertThatThrownBy(() ->
                            InfraProcess.start(Specs.in(data).withoutKafka().withPostgresPort(taken.getLocalPort())))
                    .isInstanceOf(InfraException.class)
                    .hasMessage("port " + taken.getLocalPort()
                            + " for PostgreSQL is taken; stop what listens there, or choose another");
        }
    }

    @Test
    void portOfTheLastRunThatIsTakenNowIsReplaced() throws Exception {
        String before;
        try (InfraProcess infra = InfraProcess.start(Specs.in(data).withoutPostgres())) {
            before = infra.endpoints().bootstrapServers();
        }
        int port = Integer.parseInt(before.substring(before.indexOf(':') + 1));

        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                InfraProcess infra = InfraProcess.start(Specs.in(data).withoutPostgres())) {
            assertThat(infra.endpoints().bootstrapServers()).isNotEqualTo("127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void directoryThatIsAFileIsRefused() throws Exception {
        Path file = Files.createFile(data.resolve("file"));

        assertThatThrownBy(() -> InfraProcess.start(Specs.in(file)))
                .isInstanceOf(InfraException.class)
                .hasMessageStartingWith("the data directory " + file + " can't be written: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void directoryOfAnotherBrokerIsRefused() throws Exception {
        Files.createDirectories(data.resolve("kafka"));

        assertThatThrownBy(() -> InfraProcess.start(Specs.in(data).withoutPostgres()))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("holds no meta.properties");
    }

    @Test
    void dataOfAnotherMajorVersionIsRefused() throws Exception {
        InfraProcess.start(Specs.in(data).withoutKafka()).close();
        Files.writeString(data.resolve("postgres").resolve("PG_VERSION"), "15\n");

        assertThatThrownBy(() -> InfraProcess.start(Specs.in(data).withoutKafka()))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("was made by PostgreSQL 15");
    }

    private static ServerSocket listen() throws Exception {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
