package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandLineTest {

    @Test
    void nothingGivenMeansTheEmbeddedDefaultOnThisMachineOnly() {
        Command command = parse(Map.of(), "up");

        assertThat(command)
                .isEqualTo(new Command.Up(new Options(
                        Path.of("data").toAbsolutePath(),
                        "127.0.0.1",
                        8080,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false)));
    }

    @Test
    void everyOptionIsTaken() {
        Command command = parse(
                Map.of(),
                "demo",
                "--data",
                "/tmp/x",
                "--port=9000",
                "--host",
                "0.0.0.0",
                "--kafka",
                "k:1",
                "--postgres",
                "postgres://u:p%20w@h:1/d",
                "--registry",
                "http://r:2",
                "--verbose");

        assertThat(command)
                .isEqualTo(new Command.Demo(new Options(
                        Path.of("/tmp/x"),
                        "0.0.0.0",
                        9000,
                        Optional.of("k:1"),
                        Optional.of(
                                new PostgresAddress("jdbc:postgresql://h:1/d", Optional.of("u"), Optional.of("p w"))),
                        Optional.of("http://r:2"),
                        true)));
    }

    @Test
    void theEnvironmentStandsInForOptionsAndGivesWayToThem() {
        Map<String, String> environment = Map.of(
                "SLUICE_PORT", "7000",
                "SLUICE_HOST", "::1",
                "sluice.kafka.bootstrap-servers", "property:1",
                "SLUICE_KAFKA_BOOTSTRAP_SERVERS", "variable:1",
                "SLUICE_POSTGRES_URL", "jdbc:postgresql://h/d",
                "SLUICE_POSTGRES_USER", "u");

        Options options = ((Command.Up) parse(environment, "up", "--port", "7001")).options();

        assertThat(options.port()).isEqualTo(7001);
        assertThat(options.host()).isEqualTo("::1");
        assertThat(options.kafka()).contains("property:1");
        assertThat(options.postgres())
                .contains(new PostgresAddress("jdbc:postgresql://h/d", Optional.of("u"), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "up --port, --port needs a value",
        "up --port 0, --port must be a number from 1 to 65535 but is 0",
        "up --port 65536, --port must be a number from 1 to 65535 but is 65536",
        "up --port eighty, --port must be a number from 1 to 65535 but is eighty",
        "up --prot 1, there is no option '--prot'; ./sluice help lists them",
        "up port, there is no option 'port'; ./sluice help lists them",
        "down, there is no command 'down'; ./sluice help lists them",
    })
    void whatCannotBeUnderstoodIsNamed(String line, String message) {
        assertThat(parse(Map.of(), line.split(" "))).isEqualTo(new Command.Wrong(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql://h/d", "localhost:5432", "postgres://", "postgres://h :1/d"})
    void whatIsNoPostgresAddressIsRefused(String url) {
        assertThat(parse(Map.of(), "up", "--postgres", url)).isInstanceOf(Command.Wrong.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help", "-h", "up --help", "demo --port 8080 -h"})
    void helpIsHelp(String line) {
        assertThat(parse(Map.of(), line.split(" "))).isEqualTo(new Command.Help());
        assertThat(CommandLine.parse(List.of(), name -> Optional.empty())).isEqualTo(new Command.Help());
    }

    private static Command parse(Map<String, String> environment, String... line) {
        return CommandLine.parse(List.of(line), name -> Optional.ofNullable(environment.get(name)));
    }
}
