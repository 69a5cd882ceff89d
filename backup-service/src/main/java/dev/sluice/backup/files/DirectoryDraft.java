package dev.sluice.backup.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A directory under a temporary name, until a rename makes it a backup. */
final class DirectoryDraft implements BackupStore.Draft {
    private final Path root;
    private final Path temporary;
    private final Path target;
    private boolean published;

    DirectoryDraft(Path root, Path temporary, Path target) {
        this.root = root;
        this.temporary = temporary;
        this.target = target;
    }

    @Override
    public OutputStream create(String file) throws IOException {
        return Durable.create(temporary.resolve(file));
    }

    @Override
    public void publish() throws IOException {
        Durable.directory(temporary);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        published = true;
        Durable.directory(root);
    }

    @Override
    public void close() throws IOException {
        if (!published) {
            DirectoryStore.deleteAll(temporary);
        }
    }
}
