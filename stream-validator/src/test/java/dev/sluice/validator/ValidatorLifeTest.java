package dev.sluice.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.sluice.registry.RegistryClient;
import dev.sluice.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class ValidatorLifeTest {
    private final RegistryUnavailableException gone = catchThrowableOfType(
            RegistryUnavailableException.class,
            () -> RegistryClient.of("http://127.0.0.1:1").requireAnswers());

    private final List<FakeEngine> engines = new CopyOnWriteArrayList<>();
    private final Outage outage = new Outage();
    private final ValidatorLife life = new ValidatorLife(
            this::engine,
            this::probe,
            new RestartBudget(1, Duration.ofHours(1), System::nanoTime),
            outage,
            Duration.ofSeconds(5));
    private final ValidatorHealth health = new ValidatorHealth(life, outage);

    private volatile @Nullable RuntimeException registry;

    private FakeEngine engine() {
        FakeEngine engine = new FakeEngine();
        engines.add(engine);
        return engine;
    }

    private void probe() {
        RuntimeException answer = registry;
        if (answer != null) {
            throw answer;
        }
    }

    @BeforeEach
    void start() {
        life.start();
        awaitStatus(Status.UP);
    }

    @AfterEach
    void stop() {
        life.stop();
    }

    @Test
    void anOutageOfTheRegistryPausesAndCostsNothingOfTheBudget() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            registry = gone;

            assertThat(engines.get(0).fail(gone)).isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
            assertThat(engines.get(0).isPaused()).isTrue();
            assertThat(status()).isEqualTo(Status.OUT_OF_SERVICE);

            registry = null;
            awaitStatus(Status.UP);
            await().until(() -> !engines.get(0).isPaused());
        }
        assertThat(engines).hasSize(1);
    }

    @Test
    void aRegistryThatAnswersOddlyIsAskedAgain() throws InterruptedException {
        registry = new IllegalStateException("odd");
        engines.get(0).fail(gone);
        await().until(() -> outage.cause().filter("odd"::equals).isPresent());

        registry = null;

        awaitStatus(Status.UP);
        await().until(() -> !engines.get(0).isPaused());
    }

    @Test
    void whoReplacedTheEngineThatMetTheOutageIsResumed() throws InterruptedException {
        registry = gone;
        engines.get(0).fail(gone);
        engines.get(0).end();
        await().until(() -> engines.size() == 2);
        engines.get(1).fail(gone);
        assertThat(engines.get(1).isPaused()).isTrue();

        registry = null;

        await().until(() -> !engines.get(1).isPaused());
        awaitStatus(Status.UP);
    }

    @Test
    void whatFailsMoreOftenThanTheBudgetAllowsIsDown() throws InterruptedException {
        RuntimeException bug = new IllegalStateException("a bug");

        assertThat(engines.get(0).fail(bug)).isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
        assertThat(status()).isEqualTo(Status.UP);
        assertThat(engines.get(0).fail(bug)).isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);

        assertThat(status()).isEqualTo(Status.DOWN);
        assertThat(health.health().getDetails()).containsEntry("cause", bug.toString());
    }

    @Test
    void anEngineThatEndedIsReplacedWhileTheBudgetLasts() throws InterruptedException {
        engines.get(0).end();
        await().until(() -> engines.size() == 2);
        awaitStatus(Status.UP);

        engines.get(1).end();

        awaitStatus(Status.DOWN);
        assertThat(engines).hasSize(2);
    }

    private Status status() {
        return health.health().getStatus();
    }

    private void awaitStatus(Status expected) {
        await().untilAsserted(() -> assertThat(status()).isEqualTo(expected));
    }
}
