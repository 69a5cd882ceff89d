package dev.sluice.producer.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The text between the quotes of a JSON string that a {@link JsonScanner} has gone over. */
final class JsonText {
    private JsonText() {}

    static String unescaped(byte[] body, int start, int end) {
        String raw = new String(body, start, end - start, StandardCharsets.UTF_8);
        return raw.indexOf('\\') < 0 ? raw : unescape(raw);
    }

    /** Whether the text is {@code expected}; builds nothing where it has no escapes. */
    static boolean equal(byte[] body, int start, int end, byte[] expected) {
        for (int i = start; i < end; i++) {
            if (body[i] == '\\') {
                return unescaped(body, start, end).equals(new String(expected, StandardCharsets.UTF_8));
            }
        }
        return Arrays.equals(body, start, end, expected, 0, expected.length);
    }

    private static String unescape(String raw) {
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char kind = raw.charAt(++i);
            switch (kind) {
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'u' -> {
                    text.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
                    i += 4;
                }
                default -> text.append(kind);
            }
        }
        return text.toString();
    }
}
