package dev.sluice.validator;

import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams.State;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while rows are judged, also during a rebalance; out of service while a backend is awaited; down when given up. */
final class ValidatorHealth implements HealthIndicator {
    private final ValidatorLife life;
    private final Outage outage;

    ValidatorHealth(ValidatorLife life, Outage outage) {
        this.life = life;
        this.outage = outage;
    }

    @Override
    public Health health() {
        Optional<State> state = life.state();
        Health.Builder health =
                life.defeat().isPresent() ? Health.down() : isJudging(state) ? Health.up() : Health.outOfService();
        health.withDetail("state", state.map(State::name).orElse("NONE"));
        life.defeat().ifPresent(cause -> health.withDetail("cause", cause));
        outage.cause().ifPresent(cause -> health.withDetail("registry", cause));
        return health.build();
    }

    private boolean isJudging(Optional<State> state) {
        return state.filter(State::isRunningOrRebalancing).isPresent()
                && !life.isPaused()
                && outage.cause().isEmpty();
    }
}
