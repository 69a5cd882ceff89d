package dev.sluice.producer.upload;

import dev.sluice.producer.incoming.IncomingRow;
import dev.sluice.wire.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** What the rows of an upload are, in 32 bytes: whoever comes back with it must bring the same rows in the same order. */
final class RowDigest {
    /** Which letter a row settles changes while the row is on its way. */
    private static final Set<String> CHANGING = Set.of(Headers.LETTER, Headers.OVERWRITE);

    private final @Nullable MessageDigest digest;
    private final ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
    private boolean atBegin;

    private RowDigest(@Nullable MessageDigest digest) {
        this.digest = digest;
    }

    /** For uploads that nobody can come back with. */
    static RowDigest none() {
        return new RowDigest(null);
    }

    static RowDigest sha256() {
        try {
            return new RowDigest(MessageDigest.getInstance("SHA-256"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    void table(String table) {
        atBegin = true;
        add(table.getBytes(StandardCharsets.UTF_8));
    }

    void row(IncomingRow row) {
        if (digest == null) {
            return;
        }
        if (atBegin) {
            // How the file is to be read is the same for all its rows.
            for (Header header : row.headers()) {
                if (!CHANGING.contains(header.key())) {
                    add(header.value());
                }
            }
            atBegin = false;
        }
        add(row.value());
    }

    private void add(byte @Nullable [] bytes) {
        if (digest != null) {
            length.clear();
            digest.update(length.putInt(bytes == null ? -1 : bytes.length).flip());
            if (bytes != null) {
                digest.update(bytes);
            }
        }
    }

    /** Of everything until now, or null where none is made. */
    @Nullable
    String now() {
        if (digest == null) {
            return null;
        }
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 of every Java can be copied", e);
        }
    }
}
