package dev.sluice.reports.hiring;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the reports stand on.
 *
 * @param epoch another one in every database
 * @param number grows with each commit that changes a report
 * @param at when the last of these began; null where there was none
 * @param ready whether the triggers were ever set
 */
record ReportVersion(UUID epoch, long number, @Nullable Instant at, boolean ready) {

    private static final int CHARACTERS = 32;

    /** A strong validator: the same tag, the same bytes. */
    String etag(String answer) {
        String identity = epoch + "/" + number + "/" + answer;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return '"' + HexFormat.of().formatHex(hash).substring(0, CHARACTERS) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
