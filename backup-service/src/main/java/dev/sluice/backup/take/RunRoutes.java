package dev.sluice.backup.take;

import dev.sluice.access.Scope;
import dev.sluice.access.Scoped;
import dev.sluice.backup.files.BackupName;
import dev.sluice.backup.runs.Patience;
import dev.sluice.backup.runs.Run;
import dev.sluice.backup.runs.Runs;
import dev.sluice.events.Followers;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What takes its time: begun here, and followed. */
@RestController
@RequestMapping("/v1/backups")
@Scoped(Scope.BACKUP)
final class RunRoutes {
    private final Backups backups;
    private final Function<BackupName, Run> drills;
    private final Runs runs;
    private final Followers followers;

    /** @param drills begins the trial restore of a backup that is there */
    RunRoutes(Backups backups, Function<BackupName, Run> drills, Runs runs, Followers followers) {
        this.backups = backups;
        this.drills = drills;
        this.runs = runs;
        this.followers = followers;
    }

    @PostMapping("/{name}/verify")
    ResponseEntity<Run.View> verify(
            @PathVariable String name, @RequestHeader(name = "Prefer", required = false) @Nullable String prefer)
            throws InterruptedException {
        return begun(backups.verify(named(name)), prefer);
    }

    @PostMapping("/{name}/drill")
    ResponseEntity<Run.View> drill(
            @PathVariable String name, @RequestHeader(name = "Prefer", required = false) @Nullable String prefer)
            throws InterruptedException {
        BackupName backup = named(name);
        backups.require(backup);
        return begun(drills.apply(backup), prefer);
    }

    @GetMapping("/runs")
    Map<String, List<Run.View>> all() {
        return Map.of("runs", runs.all().stream().map(Run::view).toList());
    }

    @GetMapping("/runs/{id}")
    Run.View one(@PathVariable String id) {
        return find(id).view();
    }

    @GetMapping(path = "/runs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(@PathVariable String id) {
        Run run = find(id);
        return followers.follow("progress", () -> Optional.of(run.view()), view -> view.state() != Run.State.RUNNING);
    }

    private Run find(String id) {
        return runs.find(id).orElseThrow(() -> Refusal.unknownRun(id));
    }

    private static BackupName named(String name) {
        return BackupName.of(name).orElseThrow(() -> Refusal.unknownBackup(name));
    }

    private static ResponseEntity<Run.View> begun(Run run, @Nullable String prefer) throws InterruptedException {
        run.await(Patience.of(prefer, 0));
        Run.View view = run.view();
        return ResponseEntity.status(view.state() == Run.State.RUNNING ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .location(URI.create("/v1/backups/runs/" + run.id()))
                .body(view);
    }
}
