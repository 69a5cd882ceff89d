package dev.sluice.backup.take;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.backup.files.Manifest;
import dev.sluice.backup.files.ManifestFile;
import dev.sluice.backup.files.TableFile;
import dev.sluice.backup.runs.Run;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A backup as it is told. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record BackupAnswer(
        String name,
        State state,
        @Nullable Instant startedAt,
        @Nullable Instant takenAt,
        @Nullable Instant completedAt,
        long rows,
        long bytes,
        List<Table> tables,
        @Nullable Check lastVerified,
        @Nullable Check lastDrill,
        @Nullable String origin,
        Run.@Nullable View run,
        Map<String, String> links) {

    /** Where it stands. */
    enum State {
        @JsonProperty("running")
        RUNNING,
        @JsonProperty("complete")
        COMPLETE,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("damaged")
        DAMAGED
    }

    record Table(
            String table,
            String file,
            long rows,
            long bytes,
            String sha256,
            String rowHash,
            Map<String, String> links) {
        static Table of(String backup, TableFile file) {
            return new Table(
                    file.table(),
                    file.file(),
                    file.rows(),
                    file.bytes(),
                    file.sha256(),
                    file.rowHash(),
                    Map.of("download", self(backup) + "/files/" + file.file()));
        }
    }

    /** That somebody looked, and whether all was well. */
    record Check(Instant at, boolean ok) {}

    /** Of one that is there. */
    static BackupAnswer of(Manifest manifest, @Nullable Check verified, @Nullable Check drilled) {
        String name = manifest.name();
        return new BackupAnswer(
                name,
                State.COMPLETE,
                manifest.startedAt(),
                manifest.takenAt(),
                manifest.completedAt(),
                manifest.rows(),
                manifest.bytes(),
                manifest.tables().stream().map(file -> Table.of(name, file)).toList(),
                verified,
                drilled,
                manifest.origin(),
                null,
                links(name));
    }

    /** Of one that is being taken, or could not be. */
    static BackupAnswer of(Run.View run) {
        return without(
                run.backup(), run.state() == Run.State.RUNNING ? State.RUNNING : State.FAILED, run.startedAt(), run);
    }

    /** Of one whose manifest can't be trusted. */
    static BackupAnswer damaged(String name) {
        return without(name, State.DAMAGED, null, null);
    }

    private static BackupAnswer without(String name, State state, @Nullable Instant startedAt, Run.@Nullable View run) {
        return new BackupAnswer(
                name, state, startedAt, null, null, 0, 0, List.of(), null, null, null, run, links(name));
    }

    private static String self(String name) {
        return "/v1/backups/" + name;
    }

    private static Map<String, String> links(String name) {
        return Map.of(
                "self",
                self(name),
                "verify",
                self(name) + "/verify",
                "drill",
                self(name) + "/drill",
                "manifest",
                self(name) + "/files/" + ManifestFile.NAME);
    }
}
