package dev.sluice.backup.runs;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.backup.files.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One long work on a backup, from its start on. */
public final class Run {
    private final String id;
    private final Kind kind;
    private final String backup;
    private final Instant startedAt = Instant.now();
    private final Progress progress = new Progress();
    private State state = State.RUNNING;
    private @Nullable Instant endedAt;
    private List<Finding> findings = List.of();
    private @Nullable String problem;

    /** What is done to the backup. */
    public enum Kind {
        @JsonProperty("backup")
        BACKUP,
        @JsonProperty("verify")
        VERIFY,
        @JsonProperty("drill")
        DRILL
    }

    /** Where it stands. */
    public enum State {
        @JsonProperty("running")
        RUNNING,
        @JsonProperty("done")
        DONE,
        @JsonProperty("failed")
        FAILED
    }

    /**
     * As it is told.
     *
     * @param findings what was found damaged
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record View(
            String id,
            Kind kind,
            String backup,
            State state,
            Instant startedAt,
            @Nullable Instant endedAt,
            Progress.View progress,
            List<Finding> findings,
            @Nullable String problem,
            Map<String, String> links) {}

    Run(String id, Kind kind, String backup) {
        this.id = id;
        this.kind = kind;
        this.backup = backup;
    }

    public String id() {
        return id;
    }

    public Kind kind() {
        return kind;
    }

    public String backup() {
        return backup;
    }

    public Progress progress() {
        return progress;
    }

    public synchronized boolean isRunning() {
        return state == State.RUNNING;
    }

    synchronized void done() {
        end(State.DONE);
    }

    synchronized void failed(String reason, List<Finding> found) {
        problem = reason;
        findings = List.copyOf(found);
        end(State.FAILED);
    }

    private void end(State last) {
        state = last;
        endedAt = Instant.now();
        notifyAll();
    }

    /** Waits for the end, but not longer than this. */
    public synchronized void await(long millis) throws InterruptedException {
        long until = System.nanoTime() + millis * 1_000_000;
        while (state == State.RUNNING) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    public synchronized View view() {
        String self = "/v1/backups/runs/" + id;
        return new View(
                id,
                kind,
                backup,
                state,
                startedAt,
                endedAt,
                progress.view(),
                findings,
                problem,
                Map.of("self", self, "events", self + "/events"));
    }
}
