package dev.sluice.backup.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.HexFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The manifest as JSON that carries the SHA-256 of itself: {@code {"sha256":"…","manifest":{…}}} and nothing else. */
public final class ManifestFile {
    public static final String NAME = "manifest.json";

    private static final int LARGEST = 64 << 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ManifestFile() {}

    public static byte[] bytes(Manifest manifest) {
        byte[] body = JSON.writeValueAsBytes(manifest);
        byte[] head = head(body);
        byte[] all = Arrays.copyOf(head, head.length + body.length + 2);
        System.arraycopy(body, 0, all, head.length, body.length);
        all[all.length - 2] = '}';
        all[all.length - 1] = '\n';
        return all;
    }

    private static byte[] head(byte[] body) {
        String sha256 = HexFormat.of().formatHex(Sha256.digest().digest(body));
        return ("{\"sha256\":\"" + sha256 + "\",\"manifest\":").getBytes(StandardCharsets.US_ASCII);
    }

    /** The manifest of a backup, proven to be the one that was written. */
    public static Manifest read(BackupStore store, BackupName name) throws IOException {
        try (InputStream in = store.open(name, NAME)) {
            Manifest manifest = parse(in.readNBytes(LARGEST));
            if (!manifest.name().equals(name.text())) {
                throw new DamagedException(NAME, "it is that of the backup " + manifest.name());
            }
            return manifest;
        } catch (NoSuchFileException e) {
            throw e;
        } catch (java.io.FileNotFoundException e) {
            throw new DamagedException(NAME, "it is missing");
        }
    }

    static Manifest parse(byte[] bytes) throws DamagedException {
        int headLength = head(new byte[0]).length;
        if (bytes.length < headLength + 2) {
            throw new DamagedException(NAME, "it is cut off");
        }
        byte[] body = Arrays.copyOfRange(bytes, headLength, bytes.length - 2);
        boolean same = Arrays.equals(head(body), Arrays.copyOf(bytes, headLength))
                && bytes[bytes.length - 2] == '}'
                && bytes[bytes.length - 1] == '\n';
        if (!same) {
            throw new DamagedException(NAME, "it is not what was written");
        }
        try {
            Manifest manifest = JSON.readValue(body, Manifest.class);
            if (manifest.format() != Manifest.FORMAT) {
                throw new DamagedException(
                        NAME, "its format is " + manifest.format() + ", which this release can't read");
            }
            return manifest;
        } catch (JacksonException e) {
            throw new DamagedException(NAME, "it is not what this release writes");
        }
    }
}
