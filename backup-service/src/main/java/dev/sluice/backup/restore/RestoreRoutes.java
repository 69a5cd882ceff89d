package dev.sluice.backup.restore;

import dev.sluice.access.Caller;
import dev.sluice.access.Scope;
import dev.sluice.access.Scoped;
import dev.sluice.backup.files.DamagedException;
import dev.sluice.backup.restore.Restore.State;
import dev.sluice.backup.restore.RestoreOrder.Mode;
import dev.sluice.backup.runs.Patience;
import dev.sluice.events.Followers;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** {@code /v1/restores}: begun, told of, cancelled. */
@RestController
@RequestMapping("/v1/restores")
@Scoped(Scope.BACKUP)
final class RestoreRoutes {
    private static final long USUAL_PATIENCE_MILLIS = 10_000;
    private static final long LOOK_MILLIS = 50;

    private final Restores restores;
    private final Followers followers;

    RestoreRoutes(Restores restores, Followers followers) {
        this.restores = restores;
        this.followers = followers;
    }

    /**
     * @param tables by default all that the backup has
     * @param mode by default exact
     * @param dryRun by default false
     */
    record Order(
            @Nullable String backup,
            @Nullable List<String> tables,
            @Nullable Mode mode,
            @Nullable Instant until,
            @Nullable Boolean dryRun) {}

    @PostMapping
    ResponseEntity<Restore.Answer> begin(
            @RequestBody Order order,
            Caller caller,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer)
            throws InterruptedException {
        String id = restores.begin(
                order.backup(),
                order.tables(),
                Objects.requireNonNullElse(order.mode(), Mode.EXACT),
                order.until(),
                Boolean.TRUE.equals(order.dryRun()),
                caller.keyId());
        Restore restore = planned(id, Patience.of(prefer, USUAL_PATIENCE_MILLIS));
        refuse(restore);
        return ResponseEntity.status(restore.state() == State.PLANNED ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .location(URI.create("/v1/restores/" + id))
                .body(answer(restore));
    }

    /** Waits until it is known what will change, or has been refused. */
    private Restore planned(String id, long patience) throws InterruptedException {
        long until = System.nanoTime() + patience * 1_000_000;
        Restore restore = restores.get(id);
        while (!restore.state().isEnd() && !restore.state().isPublished() && System.nanoTime() < until) {
            Thread.sleep(LOOK_MILLIS);
            restore = restores.get(id);
        }
        return restore;
    }

    private static void refuse(Restore restore) {
        if ("would-orphan".equals(restore.refusal())) {
            throw Refusal.wouldOrphan(restore);
        } else if ("log-tail-gone".equals(restore.refusal())) {
            throw Refusal.tailGone(restore);
        } else if ("damaged-backup".equals(restore.refusal())) {
            throw dev.sluice.backup.take.Refusal.damaged(new DamagedException(restore.findings()));
        }
    }

    @GetMapping
    Map<String, List<Restore.Answer>> all() {
        return Map.of("restores", restores.all().stream().map(this::answer).toList());
    }

    @GetMapping("/{id}")
    Restore.Answer one(@PathVariable String id) {
        return answer(restores.get(id));
    }

    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(@PathVariable String id) {
        restores.get(id);
        return followers.follow(
                "progress",
                () -> Optional.of(answer(restores.get(id))),
                now -> now.state().isEnd());
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Restore.Answer> cancel(@PathVariable String id) {
        return ResponseEntity.accepted().body(answer(restores.cancel(id)));
    }

    private Restore.Answer answer(Restore restore) {
        return restore.answer(restores.progress());
    }
}
