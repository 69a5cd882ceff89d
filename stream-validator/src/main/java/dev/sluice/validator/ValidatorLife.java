package dev.sluice.validator;

import dev.sluice.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps the validator running. A thread that dies is replaced and a client that ends in an error is made anew, as often
 * as the budget allows; then the stage stops for good and its health is down. An unreachable registry costs nothing of
 * the budget: the stage pauses until it answers.
 */
final class ValidatorLife implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ValidatorLife.class);
    private static final long PAUSE_MILLIS = 1_000;
    /** Stops after the web server: what the edge has taken is still judged. */
    private static final int PHASE = DEFAULT_PHASE - 4096;

    private final Supplier<? extends Engine> engines;
    private final Runnable registryProbe;
    private final RestartBudget budget;
    private final Outage outage;
    private final Duration closeTimeout;
    private final AtomicBoolean paused = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor keeper =
            new ScheduledThreadPoolExecutor(1, ValidatorLife::keeper, new ThreadPoolExecutor.DiscardPolicy());
    private volatile @Nullable Engine engine;
    private volatile @Nullable String defeat;
    private volatile boolean running;

    /** @param registryProbe throws as long as the registry has no usable answers */
    ValidatorLife(
            Supplier<? extends Engine> engines,
            Runnable registryProbe,
            RestartBudget budget,
            Outage outage,
            Duration closeTimeout) {
        this.engines = engines;
        this.registryProbe = registryProbe;
        this.budget = budget;
        this.outage = outage;
        this.closeTimeout = closeTimeout;
    }

    private static Thread keeper(Runnable work) {
        Thread thread = new Thread(work, "validator-keeper");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void start() {
        running = true;
        keeper.execute(this::open);
    }

    private void open() {
        try {
            Engine next = engines.get();
            engine = next;
            next.start(failure -> responseTo(next, failure), state -> changed(next, state));
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("cause", e.toString()).log("validator did not start");
            reopen(engine);
        }
    }

    private void changed(Engine changed, State state) {
        LOG.atInfo().addKeyValue("state", state).log("validator changed its state");
        if (state == State.ERROR) {
            keeper.execute(() -> reopen(changed));
        }
    }

    private void reopen(@Nullable Engine failed) {
        if (!running || engine != failed) {
            return;
        }
        engine = null;
        if (failed != null) {
            failed.close();
        }
        if (defeat == null && budget.spend()) {
            afterAPause(this::open);
        } else {
            giveUp("Kafka Streams ended in an error");
        }
    }

    private void afterAPause(Runnable work) {
        Future<?> unused = keeper.schedule(work, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Runs on the thread that fails. */
    private StreamThreadExceptionResponse responseTo(Engine failing, Throwable failure) {
        if (isOutage(failure)) {
            pause(failing);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        if (failing.isGlobal(Thread.currentThread())) {
            LOG.atWarn().addKeyValue("cause", failure.toString()).log("reading the parents' keys failed");
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        if (budget.spend()) {
            LOG.atWarn().setCause(failure).log("stream thread died and is replaced");
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        giveUp(failure.toString());
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private static boolean isOutage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RegistryUnavailableException) {
                return true;
            }
        }
        return false;
    }

    private void pause(Engine failing) {
        failing.pause();
        if (paused.compareAndSet(false, true)) {
            LOG.atWarn()
                    .addKeyValue("cause", outage.cause().orElse(""))
                    .log("schema registry unreachable, validator paused");
            afterAPause(this::probe);
        }
    }

    /**
     * Resumes whichever engine there is by now: the one that met the outage may have been replaced. Whoever pauses after the
     * flag has fallen starts the next probe.
     */
    private void probe() {
        try {
            registryProbe.run();
        } catch (RuntimeException e) {
            outage.begins(String.valueOf(e.getMessage()));
            afterAPause(this::probe);
            return;
        }
        paused.set(false);
        outage.ends();
        Engine current = engine;
        if (current != null) {
            current.resume();
        }
        LOG.atInfo().log("schema registry answers again, validator goes on");
    }

    private void giveUp(String cause) {
        if (defeat == null) {
            defeat = cause;
            LOG.atError().addKeyValue("cause", cause).log("validator has failed too often and stays stopped");
        }
    }

    @Override
    public void stop() {
        running = false;
        Future<?> closed = keeper.submit(this::close);
        keeper.shutdown();
        try {
            closed.get(closeTimeout.plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.atWarn().addKeyValue("cause", e.toString()).log("validator did not close in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void close() {
        Engine last = engine;
        if (last != null) {
            last.close();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** What Kafka Streams says of itself; empty while there is none. */
    Optional<State> state() {
        return Optional.ofNullable(engine).map(Engine::state);
    }

    /** Why the stage has stopped for good. */
    Optional<String> defeat() {
        return Optional.ofNullable(defeat);
    }

    boolean isPaused() {
        return paused.get();
    }
}
