package dev.sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.start.Bound;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresSettingsTest {

    @Test
    void defaultsHold() {
        assertThat(Bound.of(PostgresSettings.class))
                .isEqualTo(new PostgresSettings(
                        "jdbc:postgresql://localhost:5432/sluice", "sluice", "", 10, Duration.ofSeconds(3), Map.of()));
    }

    @Test
    void everyPropertyIsBound() {
        assertThat(Bound.of(
                        PostgresSettings.class,
                        "sluice.postgres.url=jdbc:postgresql://db/x",
                        "sluice.postgres.user=u",
                        "sluice.postgres.password=p",
                        "sluice.postgres.pool-size=3",
                        "sluice.postgres.acquire-timeout=1s",
                        "sluice.postgres.properties.sslmode=require"))
                .isEqualTo(new PostgresSettings(
                        "jdbc:postgresql://db/x", "u", "p", 3, Duration.ofSeconds(1), Map.of("sslmode", "require")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url=mysql:x | sluice.postgres.url must start with jdbc:postgresql: but is mysql:x",
                "user= | sluice.postgres.user must not be blank",
                "pool-size=0 | sluice.postgres.pool-size must be at least 1 but is 0",
                "acquire-timeout=1ms | sluice.postgres.acquire-timeout must be at least 250ms but is PT0.001S",
            })
    void aValueThatCantWorkIsRefusedByName(String property, String message) {
        assertThatThrownBy(() -> Bound.of(PostgresSettings.class, "sluice.postgres." + property))
                .rootCause()
                .hasMessage(message);
    }

    @Test
    void thePasswordIsNeverPartOfTheText() {
        assertThat(Bound.of(PostgresSettings.class, "sluice.postgres.password=hush"))
                .asString()
                .doesNotContain("hush");
    }
}
