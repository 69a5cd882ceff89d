package dev.sluice.backup.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to the files of a backup afterwards is found. */
class DamageTest {
    private static final int TRIES = 2_000;
    private static final List<String> FILES = List.of("manifest.json", "departments.avro", "jobs.avro");
    private static final BackupName NAME = new BackupName("small");

    private final long seed = Long.getLong("sluice.test.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    Path root;

    @BeforeEach
    void aBackupThatIsWhole() throws IOException {
        SmallBackup.write(root, "small", 250);
        assertThat(verify().rows()).isEqualTo(500);
    }

    @Test
    void everyRandomDamageIsFound() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            Path file = root.resolve("small").resolve(FILES.get(random.nextInt(FILES.size())));
            byte[] whole = Files.readAllBytes(file);
            String what = damage(file, whole);

            assertThatThrownBy(this::verify)
                    .as("%s of %s, -Dsluice.test.seed=%d", what, file.getFileName(), seed)
                    .isInstanceOf(DamagedException.class);

            Files.deleteIfExists(file);
            Files.write(file, whole);
        }
        verify();
    }

    private String damage(Path file, byte[] whole) throws IOException {
        byte[] bytes = whole.clone();
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(6)) {
            case 0 -> {
                Files.delete(file);
                return "removal";
            }
            case 1 -> {
                Files.write(file, java.util.Arrays.copyOf(bytes, at));
                return "truncation at " + at;
            }
            case 2 -> {
                byte[] longer = java.util.Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(100));
                Files.write(file, longer);
                return "extension";
            }
            default -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, bytes);
                return "bit flip at " + at;
            }
        }
    }

    @Test
    void everySingleBitOfTheManifestCounts() throws IOException {
        Path file = root.resolve("small/manifest.json");
        byte[] whole = Files.readAllBytes(file);
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] bytes = whole.clone();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> ManifestFile.parse(bytes)).isInstanceOf(DamagedException.class);
        }
    }

    @Test
    void swappedAddedAndForeignFilesAreFound() throws IOException {
        Path small = root.resolve("small");
        Path aside = root.resolve("aside");

        Files.move(small.resolve("jobs.avro"), aside);
        Files.move(small.resolve("departments.avro"), small.resolve("jobs.avro"));
        Files.move(aside, small.resolve("departments.avro"));
        assertThatThrownBy(this::verify).isInstanceOf(DamagedException.class);
        Files.move(small.resolve("jobs.avro"), aside);
        Files.move(small.resolve("departments.avro"), small.resolve("jobs.avro"));
        Files.move(aside, small.resolve("departments.avro"));
        verify();

        Files.writeString(small.resolve("extra.avro"), "");
        assertThatThrownBy(this::verify).hasMessageContaining("extra.avro");
        Files.delete(small.resolve("extra.avro"));

        Files.move(small.resolve("jobs.avro"), aside);
        Files.createSymbolicLink(small.resolve("jobs.avro"), aside);
        assertThatThrownBy(this::verify).hasMessageContaining("no plain file");
        Files.delete(small.resolve("jobs.avro"));
        Files.move(aside, small.resolve("jobs.avro"));
        verify();

        SmallBackup.write(root, "other", 250);
        Files.copy(
                root.resolve("other/manifest.json"),
                small.resolve("manifest.json"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(this::verify).hasMessageContaining("that of the backup other");
    }

    @Test
    void whatACrashLeftIsGoneAfterTheNextStartAndWasNeverABackup() throws IOException {
        try (DirectoryStore crashed = DirectoryStore.at(root)) {
            BackupStore.Draft draft = crashed.begin(new BackupName("half"));
            draft.create("departments.avro").close();
            assertThat(crashed.names()).containsExactly(NAME);
            Files.createDirectories(root.resolve(".leaving-gone-1"));
        }

        try (DirectoryStore next = DirectoryStore.at(root)) {
            assertThat(next.claim()).isEqualTo(2);
            assertThat(next.names()).containsExactly(NAME);
        }
        try (Stream<Path> left = Files.list(root)) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("small", ".lock");
        }
    }

    @Test
    void namesThatLeadElsewhereAreNoNames() throws IOException {
        for (String name : List.of("..", ".", "", "a/b", "a\\b", "A", "a.b", "a b", "é", "a".repeat(65), "schedule")) {
            assertThat(BackupName.of(name)).as(name).isEmpty();
        }
        try (DirectoryStore store = DirectoryStore.at(root)) {
            for (String file : List.of("../small/jobs.avro", "..", "/etc/passwd", "jobs.avro/", ".lock", "")) {
                assertThatThrownBy(() -> store.open(NAME, file)).as(file).isInstanceOf(IOException.class);
            }
            Files.createSymbolicLink(root.resolve("linked"), root.resolve("small"));
            assertThat(store.exists(new BackupName("linked"))).isFalse();
        }
    }

    private Manifest verify() throws IOException {
        try (DirectoryStore store = DirectoryStore.at(root)) {
            return new Verification(store, bytes -> {}).require(NAME);
        }
    }
}
