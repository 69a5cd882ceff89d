package dev.sluice.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** An admin key in a file that only its owner reads: made at the first start, the same ever after. */
public final class AdminKeyFile {

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private AdminKeyFile() {}

    /** The key, to be given to {@code sluice.admin.key}. */
    public static String readOrMake(Path file) throws IOException {
        if (!Files.exists(file)) {
            make(file);
        }
        String key = Files.readString(file).strip();
        if (key.isEmpty()) {
            throw new IOException("the admin key in " + file + " is empty; remove the file to get a new one");
        }
        return key;
    }

    /** Under another name first: a crash must not leave half a key. */
    private static void make(Path file) throws IOException {
        Path half = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(half);
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (SeekableByteChannel channel = Files.newByteChannel(half, options, ownerOnly(half))) {
            channel.write(ByteBuffer.wrap((SecretKey.generate().text() + "\n").getBytes(StandardCharsets.UTF_8)));
        }
        Files.move(half, file);
    }

    /** Where the file system knows no such permissions, the directory has to protect it. */
    private static FileAttribute<?>[] ownerOnly(Path file) throws IOException {
        boolean posix = Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }
}
