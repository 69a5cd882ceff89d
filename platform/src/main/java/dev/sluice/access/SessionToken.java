package dev.sluice.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a browser holds: {@code <key id>.<random>.<signature>}, signed with the hash of the key. Whoever makes tokens up
 * fails here, before the database is asked; whoever reads the database finds no token in it.
 */
final class SessionToken {

    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9-]{1,40})\\.([A-Za-z0-9_-]{43})\\.([A-Za-z0-9_-]{43})");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALGORITHM = "HmacSHA256";

    private final String keyId;
    private final String random;
    private final String signature;

    private SessionToken(String keyId, String random, String signature) {
        this.keyId = keyId;
        this.random = random;
        this.signature = signature;
    }

    static SessionToken make(StoredKey key) {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        String random = text(bytes);
        return new SessionToken(key.id(), random, text(sign(key.id() + "." + random, key)));
    }

    static Optional<SessionToken> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new SessionToken(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    String keyId() {
        return keyId;
    }

    boolean isSignedBy(StoredKey key) {
        byte[] expected = text(sign(keyId + "." + random, key)).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.US_ASCII));
    }

    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    String text() {
        return keyId + "." + random + "." + signature;
    }

    private static byte[] sign(String text, StoredKey key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.hash().bytes(), ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Never the token. */
    @Override
    public String toString() {
        return "SessionToken[" + keyId + "]";
    }
}
