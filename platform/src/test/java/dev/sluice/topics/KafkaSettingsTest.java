package dev.sluice.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.start.Bound;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class KafkaSettingsTest {

    @Test
    void defaultsHold() {
        assertThat(Bound.of(KafkaSettings.class)).isEqualTo(new KafkaSettings("localhost:9092", Map.of()));
    }

    @Test
    void everyPropertyIsBound() {
        assertThat(Bound.of(
                        KafkaSettings.class,
                        "sluice.kafka.bootstrap-servers=a:1,b:2",
                        "sluice.kafka.properties.security.protocol=SSL"))
                .isEqualTo(new KafkaSettings("a:1,b:2", Map.of("security.protocol", "SSL")));
    }

    @Test
    void clientPropertiesComeFromTheEnvironmentToo() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "test-systemEnvironment", Map.of("SLUICE_KAFKA_PROPERTIES_SECURITY_PROTOCOL", "SSL")));
        Binder binder = new Binder(ConfigurationPropertySources.get(environment));

        KafkaSettings settings = binder.bindOrCreate("sluice.kafka", KafkaSettings.class);

        assertThat(settings.properties()).containsExactly(Map.entry("security.protocol", "SSL"));
    }

    @Test
    void noAddressIsRefused() {
        assertThatThrownBy(() -> new KafkaSettings(" ", Map.of()))
                .hasMessage("sluice.kafka.bootstrap-servers must not be blank");
    }
}
