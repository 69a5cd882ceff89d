package dev.sluice.backup.take;

import dev.sluice.access.Scope;
import dev.sluice.access.Scoped;
import dev.sluice.backup.files.BackupName;
import dev.sluice.backup.files.BackupStore;
import dev.sluice.backup.runs.Patience;
import dev.sluice.backup.runs.Run;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
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

/** {@code /v1/backups}: taken, told of, fetched, deleted. */
@RestController
@RequestMapping("/v1/backups")
@Scoped(Scope.BACKUP)
final class BackupRoutes {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Backups backups;
    private final Catalogue catalogue;

    BackupRoutes(Backups backups, Catalogue catalogue) {
        this.backups = backups;
        this.catalogue = catalogue;
    }

    /**
     * @param name by default the time
     * @param tables by default all
     */
    record Order(@Nullable String name, @Nullable List<String> tables) {}

    @GetMapping
    Map<String, List<BackupAnswer>> list() {
        return Map.of("backups", catalogue.all());
    }

    @PostMapping
    ResponseEntity<BackupAnswer> take(
            @RequestBody(required = false) @Nullable Order order,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer)
            throws InterruptedException {
        String wanted = order == null ? null : order.name();
        BackupName name = parse(wanted == null ? NAME.format(Instant.now()) : wanted);
        Optional<List<String>> tables = Optional.ofNullable(order).map(Order::tables);
        Run run = backups.take(name, tables, "request");
        run.await(Patience.of(prefer, 0));
        // Looked at before the store is: it may end in between.
        Run.View view = run.view();
        BackupAnswer answer = catalogue.find(name).orElseGet(() -> BackupAnswer.of(view));
        return ResponseEntity.status(
                        answer.state() == BackupAnswer.State.COMPLETE ? HttpStatus.CREATED : HttpStatus.ACCEPTED)
                .location(URI.create("/v1/backups/" + name))
                .body(answer);
    }

    @GetMapping("/{name}")
    BackupAnswer one(@PathVariable String name) {
        return BackupName.of(name).flatMap(catalogue::find).orElseThrow(() -> Refusal.unknownBackup(name));
    }

    @GetMapping("/{name}/files/{file}")
    ResponseEntity<Resource> file(@PathVariable String name, @PathVariable String file) {
        BackupName backup = existing(name);
        BackupStore store = backups.store();
        try {
            long size = store.size(backup, file);
            Resource bytes = new InputStreamResource(store.open(backup, file));
            return ResponseEntity.ok()
                    .contentType(
                            file.endsWith(".json") ? MediaType.APPLICATION_JSON : MediaType.APPLICATION_OCTET_STREAM)
                    .contentLength(size)
                    .header(
                            HttpHeaders.CONTENT_DISPOSITION,
                            ContentDisposition.attachment()
                                    .filename(file)
                                    .build()
                                    .toString())
                    .body(bytes);
        } catch (IOException e) {
            throw Refusal.unknownFile(name, file);
        }
    }

    @DeleteMapping("/{name}")
    ResponseEntity<Void> delete(@PathVariable String name) {
        backups.delete(existing(name));
        return ResponseEntity.noContent().build();
    }

    private BackupName existing(String name) {
        BackupName backup = BackupName.of(name).orElseThrow(() -> Refusal.unknownBackup(name));
        backups.require(backup);
        return backup;
    }

    private static BackupName parse(String name) {
        return BackupName.of(name).orElseThrow(() -> Refusal.badName(name));
    }
}
