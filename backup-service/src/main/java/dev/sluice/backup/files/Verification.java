package dev.sluice.backup.files;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/** Reads a backup back, every byte of it. Nothing is parsed before its SHA-256 is known to be right. */
public final class Verification {
    private static final int BUFFER = 1 << 20;

    private final BackupStore store;
    private final LongConsumer bytesRead;

    /** @param bytesRead hears how many more bytes were read */
    public Verification(BackupStore store, LongConsumer bytesRead) {
        this.store = store;
        this.bytesRead = bytesRead;
    }

    /** The manifest of a backup that is whole. */
    public Manifest require(BackupName name) throws IOException {
        Manifest manifest = ManifestFile.read(store, name);
        List<Finding> findings = new ArrayList<>(strayOrMissing(name, manifest));
        for (TableFile file : manifest.tables()) {
            if (store.files(name).contains(file.file())) {
                check(name, file, findings);
            }
        }
        if (!findings.isEmpty()) {
            throw new DamagedException(findings);
        }
        return manifest;
    }

    private List<Finding> strayOrMissing(BackupName name, Manifest manifest) throws IOException {
        Set<String> there = new TreeSet<>(store.files(name));
        Set<String> wanted = new TreeSet<>(Set.of(ManifestFile.NAME));
        manifest.tables().forEach(file -> wanted.add(file.file()));
        List<Finding> findings = new ArrayList<>();
        wanted.stream()
                .filter(file -> !there.contains(file))
                .forEach(file -> findings.add(new Finding(file, "it is missing")));
        there.stream()
                .filter(file -> !wanted.contains(file))
                .forEach(file -> findings.add(new Finding(file, "the manifest doesn't know it")));
        return findings;
    }

    private void check(BackupName name, TableFile file, List<Finding> findings) throws IOException {
        try {
            if (store.size(name, file.file()) != file.bytes()) {
                findings.add(new Finding(file.file(), "its length is not that of the manifest"));
            } else if (!sha256(name, file).equals(file.sha256())) {
                findings.add(new Finding(file.file(), "its SHA-256 is not that of the manifest"));
            }
        } catch (java.io.FileNotFoundException e) {
            findings.add(new Finding(file.file(), "it is no plain file"));
        }
    }

    private String sha256(BackupName name, TableFile file) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = store.open(name, file.file())) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                bytesRead.accept(read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
