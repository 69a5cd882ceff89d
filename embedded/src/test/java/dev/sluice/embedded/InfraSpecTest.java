package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class InfraSpecTest {
    private static final InfraSpec BOTH = InfraSpec.in(Path.of("data"));

    @Test
    void asksForBothBelowOneDirectoryAndForNoPortByDefault() {
        assertThat(BOTH.data()).isAbsolute();
        assertThat(BOTH.programs()).isEqualTo(BOTH.data().resolve("programs"));
        assertThat(BOTH.kafka()).isTrue();
        assertThat(BOTH.kafkaPort()).isZero();
        assertThat(BOTH.advertisedKafkaPort()).isZero();
        assertThat(BOTH.postgres()).isTrue();
        assertThat(BOTH.postgresPort()).isZero();
        assertThat(BOTH.heap()).isEqualTo("512m");
    }

    @Test
    void reachesTheChildUnchanged() {
        for (InfraSpec spec : new InfraSpec[] {
            BOTH,
            BOTH.withKafkaPort(9092).withPostgresPort(5432).withHeap("1g"),
            BOTH.withoutKafka().withPrograms(Path.of("elsewhere")),
            BOTH.withoutPostgres().withAdvertisedKafkaPort(19092)
        }) {
            assertThat(InfraSpec.ofArguments(spec.toArguments())).isEqualTo(spec);
        }
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> BOTH.withKafkaPort(65536))
                .hasMessageContaining("Kafka must be 0 to 65535 but is 65536");
        assertThatThrownBy(() -> BOTH.withPostgresPort(-1))
                .hasMessageContaining("PostgreSQL must be 0 to 65535 but is -1");
        assertThatThrownBy(() -> BOTH.withHeap("lots")).hasMessageContaining("must be like 512m but is lots");
    }
}
