package dev.sluice.backup.runs;

import dev.sluice.backup.files.DamagedException;
import dev.sluice.backup.files.Finding;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs of this process: those at work, and the last ones that ended. */
public final class Runs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
    private static final int KEPT = 100;

    private final ExecutorService threads = Executors.newCachedThreadPool(work -> new Thread(work, "backup-run"));
    private final Deque<Run> runs = new ArrayDeque<>();
    private final MeterRegistry metrics;

    public Runs(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** What a run does; that it throws means that it failed. */
    @FunctionalInterface
    public interface Work {
        void run(Run run) throws Exception;
    }

    public Run start(Run.Kind kind, String backup, Work work) {
        Run run = new Run(UUID.randomUUID().toString(), kind, backup);
        synchronized (runs) {
            runs.addFirst(run);
            forgetOldest();
        }
        threads.execute(() -> perform(run, work));
        return run;
    }

    /** Those at work stay, however many there are. */
    private void forgetOldest() {
        Iterator<Run> oldestFirst = runs.descendingIterator();
        while (runs.size() > KEPT && oldestFirst.hasNext()) {
            if (!oldestFirst.next().isRunning()) {
                oldestFirst.remove();
            }
        }
    }

    private void perform(Run run, Work work) {
        try {
            work.run(run);
            run.done();
            count(run, "done");
            LOG.atInfo()
                    .addKeyValue("step", run.kind().name().toLowerCase(Locale.ROOT))
                    .addKeyValue("backup", run.backup())
                    .log("backup run ended");
        } catch (Exception e) {
            // The outermost frame of the run's thread: whoever asks for the run is told.
            List<Finding> findings = e instanceof DamagedException damaged ? damaged.findings() : List.of();
            run.failed(String.valueOf(e.getMessage()), findings);
            count(run, "failed");
            LOG.atWarn()
                    .addKeyValue("step", run.kind().name().toLowerCase(Locale.ROOT))
                    .addKeyValue("backup", run.backup())
                    .addKeyValue("cause", e.toString())
                    .log("backup run failed");
        }
    }

    private void count(Run run, String state) {
        String kind = run.kind().name().toLowerCase(Locale.ROOT);
        metrics.counter("sluice.backup.runs", "kind", kind, "state", state).increment();
    }

    public Optional<Run> find(String id) {
        synchronized (runs) {
            return runs.stream().filter(run -> run.id().equals(id)).findFirst();
        }
    }

    /** Newest first. */
    public List<Run> all() {
        synchronized (runs) {
            return new ArrayList<>(runs);
        }
    }

    /** The newest of this kind on a backup. */
    public Optional<Run> last(Run.Kind kind, String backup) {
        return all().stream()
                .filter(run -> run.kind() == kind && run.backup().equals(backup))
                .findFirst();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
