package dev.sluice.producer.body;

import dev.sluice.producer.refusal.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** How the rows of a body are written, by its media type; UTF-8 only. */
public enum BodyFormat {
    JSON,
    NDJSON,
    CSV;

    private static final Map<String, BodyFormat> TYPES = Map.of(
            "application/json", JSON,
            "application/x-ndjson", NDJSON,
            "application/ndjson", NDJSON,
            "application/jsonl", NDJSON,
            "application/x-jsonlines", NDJSON,
            "text/csv", CSV,
            "application/csv", CSV);

    /** Name in the batch's event. */
    public String source() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static BodyFormat of(@Nullable String contentType, Set<BodyFormat> allowed) {
        if (contentType == null) {
            throw Refusal.unsupportedMediaType("the request has no Content-Type");
        }
        try {
            MediaType type = MediaType.parseMediaType(contentType);
            BodyFormat format = TYPES.get(type.getType() + "/" + type.getSubtype());
            if (format == null || !allowed.contains(format)) {
                throw Refusal.unsupportedMediaType(
                        "the media type " + type.getType() + "/" + type.getSubtype() + " is not taken here");
            }
            if (type.getCharset() != null
                    && !type.getCharset().equals(StandardCharsets.UTF_8)
                    && !type.getCharset().equals(StandardCharsets.US_ASCII)) {
                throw Refusal.unsupportedMediaType("the charset must be UTF-8 but is " + type.getCharset());
            }
            return format;
        } catch (IllegalArgumentException e) {
            throw Refusal.unsupportedMediaType("the Content-Type can't be read");
        }
    }

    /** UTF-16 and UTF-32 show themselves by a byte order mark, or by a NUL beside each of the first characters. */
    public static void refuseWideText(byte[] body) {
        if (body.length < 2) {
            return;
        }
        int mark = (body[0] & 0xFF) << 8 | (body[1] & 0xFF);
        boolean nulls = body.length >= 4 && ((body[0] == 0 && body[2] == 0) || (body[1] == 0 && body[3] == 0));
        if (mark == 0xFEFF || mark == 0xFFFE || nulls) {
            throw Refusal.unsupportedMediaType("the body must be UTF-8, this looks like UTF-16 or UTF-32");
        }
    }
}
