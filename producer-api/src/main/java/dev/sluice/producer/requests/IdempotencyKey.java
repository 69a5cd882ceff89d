package dev.sluice.producer.requests;

import dev.sluice.producer.refusal.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the client calls its request, and what the request is: the same name must come with the same request. */
public final class IdempotencyKey {
    private static final int LONGEST = 255;

    private final String name;
    private final byte[] fingerprint;

    private IdempotencyKey(String name, byte[] fingerprint) {
        this.name = name;
        this.fingerprint = fingerprint;
    }

    public static Optional<IdempotencyKey> of(HttpServletRequest request, byte[] body) {
        String name = request.getHeader("Idempotency-Key");
        if (name == null) {
            return Optional.empty();
        }
        if (name.isBlank() || name.length() > LONGEST) {
            throw Refusal.badHeader("Idempotency-Key", "1 to " + LONGEST + " characters");
        }
        return Optional.of(new IdempotencyKey(name.strip(), fingerprint(request, body)));
    }

    /** Of a body that is too large to be looked at first: what it holds is compared while it comes. */
    public static Optional<IdempotencyKey> ofUpload(HttpServletRequest request) {
        return of(request, new byte[0]);
    }

    /** Of a file that has this name and no other. */
    public static IdempotencyKey named(String name) {
        return new IdempotencyKey(name, new byte[0]);
    }

    public String name() {
        return name;
    }

    public byte[] fingerprint() {
        return fingerprint;
    }

    private static byte[] fingerprint(HttpServletRequest request, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, request.getMethod());
            add(digest, request.getRequestURI());
            add(digest, request.getQueryString());
            add(digest, mediaType(request.getContentType()));
            digest.update(body);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Each time a form is sent it has another boundary. */
    private static @Nullable String mediaType(@Nullable String contentType) {
        return contentType != null && contentType.startsWith("multipart/") ? "multipart" : contentType;
    }

    private static void add(MessageDigest digest, @Nullable String part) {
        digest.update((part == null ? "" : part).getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
