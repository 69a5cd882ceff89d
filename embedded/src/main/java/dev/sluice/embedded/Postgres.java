package dev.sluice.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL, kept running: a server that ends by itself is started again on the same data and port, a bounded number of times. */
final class Postgres {
    private static final Logger LOG = LoggerFactory.getLogger(Postgres.class);

    private final PostgresCluster cluster;
    private final int port;
    private final Consumer<InfraReport> reports;
    private final RestartBudget budget = new RestartBudget(5, Duration.ofMinutes(5));
    private @Nullable PostgresServer server;
    private boolean stopping;

    Postgres(PostgresCluster cluster, int port, Consumer<InfraReport> reports) {
        this.cluster = cluster;
        this.port = port;
        this.reports = reports;
    }

    /** Returns when clients are served. */
    synchronized void start() throws IOException, InterruptedException {
        if (stopping) {
            throw new InfraException("PostgreSQL is being stopped");
        }
        PostgresServer started = PostgresServer.start(cluster, port);
        server = started;
        Thread watch = new Thread(() -> restart(started.awaitExitCode()), "postgres-watch");
        watch.setDaemon(true);
        watch.start();
    }

    /** Of the postmaster that runs, or ran last. */
    synchronized long pid() {
        if (server == null) {
            throw new IllegalStateException("PostgreSQL was never started");
        }
        return server.pid();
    }

    synchronized void stop() throws IOException, InterruptedException {
        stopping = true;
        if (server != null) {
            server.stop();
        }
    }

    private synchronized void restart(int exitCode) {
        if (stopping) {
            return;
        }
        if (!budget.spend()) {
            reports.accept(new InfraReport.Failed(
                    "PostgreSQL ended with exit code " + exitCode + " after " + budget + "; see " + cluster.log()));
            return;
        }
        try {
            start();
            LOG.atWarn().addKeyValue("cause", "exit code " + exitCode).log("postgres restarted");
            reports.accept(new InfraReport.PostgresRestarted(pid(), exitCode));
        } catch (InfraException | IOException e) {
            reports.accept(new InfraReport.Failed(
                    "PostgreSQL ended with exit code " + exitCode + " and did not start again: " + e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
