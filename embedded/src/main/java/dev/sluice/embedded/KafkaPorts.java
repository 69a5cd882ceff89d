package dev.sluice.embedded;

import java.io.IOException;

/**
 * The ports of one broker.
 *
 * @param clients where the broker listens for them
 * @param advertised where they are sent: the same, or a proxy in front of it
 * @param internal where the broker talks to itself, never through such a proxy
 * @param controller where it is its own controller
 */
record KafkaPorts(int clients, int advertised, int internal, int controller) {

    static KafkaPorts choose(Ports ports, InfraSpec spec) throws IOException {
        int clients = ports.choose("Kafka", spec.kafkaPort());
        return new KafkaPorts(
                clients,
                spec.advertisedKafkaPort() == 0 ? clients : spec.advertisedKafkaPort(),
                ports.choose("Kafka-internal", 0),
                ports.choose("Kafka-controller", 0));
    }
}
