package dev.sluice.embedded;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The broker and PostgreSQL of one data directory, started and stopped side by side. Lives in the child JVM only. */
final class Infra {
    private final InfraSpec spec;
    private final Consumer<InfraReport> reports;
    private volatile @Nullable Broker broker;
    private volatile @Nullable Postgres postgres;

    Infra(InfraSpec spec, Consumer<InfraReport> reports) {
        this.spec = spec;
        this.reports = reports;
    }

    /** Returns when all that was asked for serves. */
    InfraReport.Ready start() throws Exception {
        DirectoryLock.take(spec.data());
        Ports ports = Ports.of(spec.data());
        Optional<KafkaPorts> kafkaPorts = spec.kafka() ? Optional.of(KafkaPorts.choose(ports, spec)) : Optional.empty();
        FutureTask<Boolean> kafka = inBackground("kafka-start", () -> startKafka(kafkaPorts));
        int postgresPort = startPostgres(ports);
        resultOf(kafka);
        Postgres started = postgres;
        return new InfraReport.Ready(
                kafkaPorts.map(KafkaPorts::advertised).orElse(0), postgresPort, started == null ? 0 : started.pid());
    }

    void stop() throws Exception {
        FutureTask<Boolean> kafka = inBackground("kafka-stop", this::stopKafka);
        Postgres running = postgres;
        if (running != null) {
            running.stop();
        }
        resultOf(kafka);
    }

    private boolean startKafka(Optional<KafkaPorts> ports) throws IOException {
        if (ports.isPresent()) {
            broker = Broker.start(spec.data(), ports.get());
        }
        return ports.isPresent();
    }

    private int startPostgres(Ports ports) throws IOException, InterruptedException {
        if (!spec.postgres()) {
            return 0;
        }
        PostgresCluster cluster = PostgresCluster.in(spec.data(), spec.programs());
        // It may hold the very port that is chosen next.
        FormerServer.end(cluster);
        int port = ports.choose("PostgreSQL", spec.postgresPort());
        cluster.initialiseIfAbsent();
        Postgres starting = new Postgres(cluster, port, reports);
        postgres = starting;
        starting.start();
        return port;
    }

    private boolean stopKafka() {
        Broker running = broker;
        if (running != null) {
            running.stop();
        }
        return true;
    }

    private static <T> FutureTask<T> inBackground(String name, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private static <T> T resultOf(FutureTask<T> task) throws Exception {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
