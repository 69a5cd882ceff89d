package dev.sluice.embedded;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker and PostgreSQL of one data directory, in processes of their own that end with this one.
 *
 * <p>What ends by itself is started again on the same data and ports, which is all that its clients need to go on. What
 * keeps ending is given up: see {@link #onFailure()}.
 */
public final class InfraProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InfraProcess.class);

    private final InfraSpec spec;
    private final Consumer<InfraEvent> listener;
    private final RestartBudget budget = new RestartBudget(3, Duration.ofMinutes(5));
    private final CompletableFuture<InfraEvent.Failed> failure = new CompletableFuture<>();
    private InfraChild child;
    private boolean closing;
    private volatile Endpoints endpoints;

    private InfraProcess(InfraSpec spec, Consumer<InfraEvent> listener) {
        this.spec = spec;
        this.listener = listener;
        this.child = InfraChild.launch(spec);
        this.endpoints = child.awaitReady();
    }

    public static InfraProcess start(InfraSpec spec) {
        return start(spec, event -> {});
    }

    /**
     * Returns when everything asked for serves.
     *
     * @param listener is told of restarts and of the end, on a thread of ours
     * @throws InfraException with one human line when it can't
     */
    public static InfraProcess start(InfraSpec spec, Consumer<InfraEvent> listener) {
        InfraProcess infra = new InfraProcess(spec, listener);
        Thread watch = new Thread(infra::watch, "infra-watch");
        watch.setDaemon(true);
        watch.start();
        return infra;
    }

    /** As they are now: process ids change with a restart, addresses don't. */
    public Endpoints endpoints() {
        return endpoints;
    }

    /** Completes when a backend has ended and won't be started again; never by {@link #close()}. */
    public CompletableFuture<InfraEvent.Failed> onFailure() {
        return failure.copy();
    }

    /** Stops both in order and waits for their end. */
    @Override
    public void close() {
        InfraChild last;
        synchronized (this) {
            closing = true;
            last = child;
        }
        last.stop();
    }

    private void watch() {
        Optional<String> reason = follow(child);
        while (reason.isEmpty() && !isClosing()) {
            reason = startAgain();
        }
        if (!isClosing()) {
            InfraEvent.Failed event = new InfraEvent.Failed(reason.orElseThrow());
            failure.complete(event);
            listener.accept(event);
        }
    }

    /** Goes on until the child ends; empty when it ended without a word. */
    private Optional<String> follow(InfraChild running) {
        for (Optional<InfraReport> report = running.nextReport(); report.isPresent(); report = running.nextReport()) {
            if (report.get() instanceof InfraReport.PostgresRestarted restarted) {
                endpoints = endpoints.withPostgresPid(restarted.pid());
                listener.accept(new InfraEvent.Restarted(
                        "PostgreSQL ended with exit code " + restarted.exitCode() + " and was started again"));
            } else if (report.get() instanceof InfraReport.Failed failed) {
                return Optional.of(failed.message());
            }
        }
        return Optional.empty();
    }

    private Optional<String> startAgain() {
        String what = "the broker's process ended with exit code " + child.awaitExitCode();
        if (!budget.spend()) {
            return Optional.of(what + " after " + budget + "; see " + spec.log());
        }
        try {
            InfraChild next = replaceChild();
            endpoints = next.awaitReady();
            LOG.atWarn().addKeyValue("cause", what).log("infra restarted");
            listener.accept(new InfraEvent.Restarted(what + " and was started again"));
            return follow(next);
        } catch (InfraException e) {
            return Optional.of(what + " and did not start again: " + e.getMessage());
        }
    }

    private synchronized InfraChild replaceChild() {
        if (closing) {
            throw new InfraException("it is being stopped");
        }
        child = InfraChild.launch(spec);
        return child;
    }

    private synchronized boolean isClosing() {
        return closing;
    }
}
