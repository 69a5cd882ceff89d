package dev.sluice.producer.body;

import dev.sluice.producer.refusal.Refusal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Undoes a body's content encoding, and stops at the limit: a few kilobytes may hold gigabytes of nothing. */
public final class Inflation {
    private Inflation() {}

    public static byte[] of(byte[] body, @Nullable String encoding, long limit) {
        String name = encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "", "identity" -> body;
            case "gzip", "x-gzip" -> gunzip(body, limit);
            default -> throw Refusal.unsupportedMediaType("the Content-Encoding " + name + " is not known");
        };
    }

    private static byte[] gunzip(byte[] body, long limit) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(Math.min(body.length * 4, 1 << 20));
        try (GZIPInputStream input = new GZIPInputStream(new ByteArrayInputStream(body), 16 * 1024)) {
            byte[] buffer = new byte[16 * 1024];
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                if (plain.size() + read > limit) {
                    throw Refusal.bodyTooLarge(limit);
                }
                plain.write(buffer, 0, read);
            }
        } catch (IOException e) {
            throw Refusal.badGzip();
        }
        return plain.toByteArray();
    }
}
