package dev.sluice.reports.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.springframework.http.MediaType;

/** One file, ready to be sent. */
final class ConsoleFile {

    private final MediaType type;
    private final byte[] bytes;
    private final byte[] zipped;
    private final String etag;

    private ConsoleFile(MediaType type, byte[] bytes, byte[] zipped, String etag) {
        this.type = type;
        this.bytes = bytes;
        this.zipped = zipped;
        this.etag = etag;
    }

    MediaType type() {
        return type;
    }

    /** As it is sent to those who take it zipped, or as it is. */
    byte[] bytes(boolean zip) {
        return zip ? zipped.clone() : bytes.clone();
    }

    String etag() {
        return etag;
    }

    static ConsoleFile of(String path, byte[] bytes) {
        return new ConsoleFile(type(path), bytes, zip(bytes), '"' + digest(bytes) + '"');
    }

    private static MediaType type(String path) {
        String ending = path.substring(path.lastIndexOf('.') + 1);
        return MediaType.parseMediaType(
                switch (ending) {
                    case "html" -> "text/html;charset=UTF-8";
                    case "js" -> "text/javascript;charset=UTF-8";
                    case "css" -> "text/css;charset=UTF-8";
                    case "svg" -> "image/svg+xml";
                    default -> throw new IllegalStateException("no media type for " + path);
                });
    }

    private static byte[] zip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
