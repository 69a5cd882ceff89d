package dev.sluice.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.registry.RegistryClient;
import dev.sluice.testkit.Backends;
import dev.sluice.testkit.TcpProxy;
import dev.sluice.wire.Framing;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

/** The registry goes away for longer than a transaction lasts, and comes back: no row is lost and none is set aside. */
class RegistryOutageIT {
    private static final String TABLE = "departments";
    private static final byte[] SALES = {2, 10, 'S', 'a', 'l', 'e', 's'};
    private static final Duration LONG = Duration.ofSeconds(60);

    private final URI registry = Backends.shared().registryUrl();
    private final RealHouse house = RealHouse.fresh();
    private final Publisher publisher = new Publisher(house);
    private final int schema = RegistryClient.of(registry.toString())
            .register(house.prefix() + "-value", House.contracts().get(TABLE).schema());

    @AfterEach
    void close() {
        publisher.close();
        house.close();
    }

    @Test
    void aRegistryThatIsGoneIsWaitedFor() throws Exception {
        try (TcpProxy line = TcpProxy.to(registry.getPort())) {
            judgedAfterAnOutage("http://127.0.0.1:" + line.port(), line::cut, line::heal);
        }
    }

    @Test
    void aGatewayThatHasLostItIsWaitedFor() throws Exception {
        try (OddGateway gateway = new OddGateway(registry)) {
            judgedAfterAnOutage(gateway.url(), gateway::lose, gateway::find);
        }
    }

    private void judgedAfterAnOutage(String url, Runnable begins, Runnable ends) {
        RegistryClient client =
                RegistryClient.of(Map.<String, Object>of("schema.registry.url", url, "http.read.timeout.ms", 1000));
        Outage outage = new Outage();
        ValidatorSettings settings = RealHouse.settings(Duration.ofSeconds(1), house.stateDirectory());
        ValidatorLife life = new ValidatorLife(
                () -> house.instance(settings, client, outage),
                client::requireAnswers,
                new RestartBudget(0, Duration.ofHours(1), System::nanoTime),
                outage,
                Duration.ofSeconds(10));
        ValidatorHealth health = new ValidatorHealth(life, outage);
        life.start();
        try {
            awaitStatus(health, Status.UP);
            begins.run();
            publisher.send(new ProducerRecord<>(house.names().raw(TABLE), null, Framing.frame(schema, SALES)));
            publisher.flush();
            await().atMost(LONG).until(life::isPaused);
            assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
            assertThat(health.health().getDetails()).containsKey("registry");

            ends.run();

            await().atMost(LONG)
                    .untilAsserted(() ->
                            assertThat(house.read(house.names().valid(TABLE))).hasSize(1));
            awaitStatus(health, Status.UP);
            assertThat(house.read(house.names().deadLetter(TABLE))).isEmpty();
        } finally {
            life.stop();
        }
    }

    private static void awaitStatus(ValidatorHealth health, Status status) {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(health.health().getStatus()).isEqualTo(status));
    }
}
