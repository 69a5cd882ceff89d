package dev.sluice.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.start.Bound;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class TopicSettingsTest {

    @Test
    void defaultsHold() {
        assertThat(Bound.of(TopicSettings.class))
                .isEqualTo(new TopicSettings(
                        6,
                        (short) -1,
                        Duration.ofDays(7),
                        Duration.ofDays(30),
                        Duration.ofDays(30),
                        Duration.ofDays(7),
                        Duration.ofDays(30),
                        DataSize.ofMegabytes(1),
                        DataSize.ofMegabytes(4)));
    }

    @Test
    void everyPropertyIsBound() {
        assertThat(Bound.of(
                        TopicSettings.class,
                        "sluice.topics.partitions=1",
                        "sluice.topics.replication-factor=3",
                        "sluice.topics.raw-retention=1d",
                        "sluice.topics.batches-retention=2d",
                        "sluice.topics.dead-letter-retention=3d",
                        "sluice.topics.valid-history=4d",
                        "sluice.topics.deletes-retention=5d",
                        "sluice.topics.raw-max-size=2MB",
                        "sluice.topics.dead-letter-max-size=5MB"))
                .isEqualTo(new TopicSettings(
                        1,
                        (short) 3,
                        Duration.ofDays(1),
                        Duration.ofDays(2),
                        Duration.ofDays(3),
                        Duration.ofDays(4),
                        Duration.ofDays(5),
                        DataSize.ofMegabytes(2),
                        DataSize.ofMegabytes(5)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "partitions=0 | sluice.topics.partitions must be at least 1 but is 0",
                "replication-factor=0 | sluice.topics.replication-factor must be -1 or at least 1 but is 0",
                "raw-retention=0 | sluice.topics.raw-retention must be longer than nothing but is PT0S",
                "batches-retention=0 | sluice.topics.batches-retention must be longer than nothing but is PT0S",
                "dead-letter-retention=0 | sluice.topics.dead-letter-retention must be longer than nothing but is PT0S",
                "valid-history=0 | sluice.topics.valid-history must be longer than nothing but is PT0S",
                "deletes-retention=0 | sluice.topics.deletes-retention must be longer than nothing but is PT0S",
                "raw-max-size=1B | sluice.topics.raw-max-size must be at least 1 KB but is 1B",
                "dead-letter-max-size=1MB | sluice.topics.dead-letter-max-size must be at least 64 KB more than raw-max-size but is 1048576B",
            })
    void aValueThatCantWorkIsRefusedByName(String property, String message) {
        assertThatThrownBy(() -> Bound.of(TopicSettings.class, "sluice.topics." + property))
                .rootCause()
                .hasMessage(message);
    }
}
