package dev.sluice.backup.take;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.backup.files.BackupName;
import dev.sluice.backup.files.DirectoryStore;
import dev.sluice.backup.files.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it takes a backup leaves nothing that could be taken for one. */
class BackupCrashIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Scheduled as due, since a process that takes a backup by itself needs nobody to ask it. */
    private static final String DUE = """
            insert into sluice.backup_schedule (cron, last_name, last_at, last_ended)
            values ('0 0 0 1 1 *', 'auto-cut-off', now(), false)
            on conflict (only_row) do update set last_name = 'auto-cut-off', last_ended = false
            """;

    private static final String ROWS = """
            insert into departments values (1, 'Locks');
            insert into jobs values (1, 'Diver');
            insert into hired_employees
            select i, md5('a' || i) || md5('b' || i) || md5('c' || i) || md5('d' || i) || md5('e' || i), now(), 1, 1
            from generate_series(1, 300000) i
            """;

    private final Path backups;
    private final BackupHouse house;
    private final Set<String> strays = new HashSet<>();

    BackupCrashIT(@TempDir Path dir) {
        this.backups = dir.resolve("backups");
        this.house = new BackupHouse(dir.resolve("of-the-house"));
        // It has made the database ready, and would take what is due.
        house.close();
    }

    @Test
    void aKillAtAnyPointLeavesNothingAfterTheNextStart() throws IOException {
        house.execute(ROWS);
        house.execute(DUE);
        for (long bytes : List.of(0L, 1_000_000L, 8_000_000L)) {
            try (BackupProcess process = BackupProcess.start(house.arguments(backups))) {
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(5))
                        .ignoreException(NoSuchFileException.class)
                        .until(() -> taken() >= bytes);
                process.kill();
            }
            // Those of the kill before are gone, and what there is now has no name of a backup.
            assertThat(names())
                    .as("after a kill at %d bytes", bytes)
                    .hasSize(2)
                    .contains(".lock")
                    .allMatch(name -> name.equals(".lock") || name.startsWith(".taking-"))
                    .noneMatch(strays::contains);
            strays.addAll(names());
            strays.remove(".lock");
        }

        try (BackupProcess process = BackupProcess.start(house.arguments(backups))) {
            await().atMost(PATIENCE).until(() -> names().stream().anyMatch(name -> name.startsWith("auto-")));
            assertThat(process.isAlive()).isTrue();
        }
        List<String> left = names();
        assertThat(left).hasSize(2).contains(".lock");
        try (DirectoryStore store = DirectoryStore.at(backups)) {
            BackupName name = store.names().get(0);
            assertThat(new Verification(store, bytes -> {}).require(name).rows())
                    .isEqualTo(300_002);
        }
    }

    /** How much the backup in the making has; less than nothing where there is none. */
    private long taken() throws IOException {
        long bytes = -1;
        for (String name : names()) {
            if (name.startsWith(".taking-") && !strays.contains(name)) {
                bytes = Math.max(bytes, 0);
                try (Stream<Path> files = Files.list(backups.resolve(name))) {
                    for (Path file : files.toList()) {
                        bytes += Files.size(file);
                    }
                }
            }
        }
        return bytes;
    }

    private List<String> names() throws IOException {
        if (!Files.isDirectory(backups)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(backups)) {
            return entries.map(path -> path.getFileName().toString()).toList();
        }
    }
}
