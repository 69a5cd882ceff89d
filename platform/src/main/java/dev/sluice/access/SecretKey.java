package dev.sluice.access;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of an API key: {@code slc_<id>_<secret>}. */
public final class SecretKey {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final Pattern FORM = Pattern.compile("slc_([A-Za-z0-9-]{1,40})_.+");
    private static final int ID_LENGTH = 12;
    /** 238 bits. */
    private static final int SECRET_LENGTH = 40;

    private final String text;

    private SecretKey(String text) {
        this.text = text;
    }

    static SecretKey of(String text) {
        return new SecretKey(text);
    }

    public static SecretKey generate() {
        return new SecretKey("slc_" + random(ID_LENGTH) + "_" + random(SECRET_LENGTH));
    }

    /** The public part; empty for a text of another form. */
    public Optional<String> id() {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The whole key, to be shown once. */
    public String text() {
        return text;
    }

    private static String random(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "SecretKey[" + id().orElse("?") + "]";
    }
}
