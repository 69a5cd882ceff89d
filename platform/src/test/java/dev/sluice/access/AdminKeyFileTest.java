package dev.sluice.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminKeyFileTest {

    @Test
    void theKeyIsMadeOnceAndOnlyItsOwnerReadsIt(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("admin-key");

        String key = AdminKeyFile.readOrMake(file);

        assertThat(key).startsWith("slc_");
        assertThat(AdminKeyFile.readOrMake(file)).isEqualTo(key);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(dir.toFile().list()).containsExactly("admin-key");
    }

    @Test
    void aCrashWhileItIsMadeLeavesNoHalfKey(@TempDir Path dir) throws IOException {
        Files.writeString(dir.resolve("admin-key.new"), "slc_ha");

        assertThat(AdminKeyFile.readOrMake(dir.resolve("admin-key"))).hasSizeGreaterThan(40);
    }

    @Test
    void anEmptyFileIsNoKey(@TempDir Path dir) throws IOException {
        Path file = Files.createFile(dir.resolve("admin-key"));

        assertThatThrownBy(() -> AdminKeyFile.readOrMake(file)).hasMessageContaining("is empty");
    }
}
