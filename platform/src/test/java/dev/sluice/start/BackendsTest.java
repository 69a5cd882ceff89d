package dev.sluice.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BackendsTest {

    @Test
    void aBackendThatComesUpLaterIsWaitedFor() {
        Backends backends = Backends.of(new StartSettings(Duration.ofSeconds(30)));
        AtomicInteger attempts = new AtomicInteger();

        String answer = backends.await("Kafka", "localhost:9092", "sluice.kafka.bootstrap-servers", () -> {
            if (attempts.incrementAndGet() < 3) {
                throw new NotYetException(new IOException("refused"));
            }
            return "up";
        });

        assertThat(answer).isEqualTo("up");
        assertThat(attempts).hasValue(3);
    }

    @Test
    void aBackendThatNeverComesStopsTheStartNamingWhatToCorrect() {
        Backends backends = Backends.of(new StartSettings(Duration.ZERO));

        assertThatThrownBy(() -> backends.await("Kafka", "localhost:9092", "sluice.kafka.bootstrap-servers", () -> {
                    throw new NotYetException(new IllegalStateException(new IOException("refused")));
                }))
                .isInstanceOfSatisfying(StartException.class, e -> {
                    assertThat(e).hasMessage("Kafka at localhost:9092 did not answer within 0 s: refused");
                    assertThat(e.action()).contains("sluice.kafka.bootstrap-servers");
                });
    }
}
