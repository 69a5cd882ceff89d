package dev.sluice.reports.desk;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.row.Violation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A letter as it is answered.
 *
 * @param source where the judged record stands in the log, as {@code topic/partition/offset}
 * @param letter where the letter itself does
 * @param text the payload, where it is UTF-8
 * @param base64 the payload, byte for byte; only with one letter
 * @param fields what the payload says, field by field, where it can be read
 * @param replaying the batch that the row is on its way with again
 * @param history only with one letter: every attempt of the row, and what became of it in the end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LetterAnswer(
        UUID id,
        String table,
        String batch,
        @Nullable Long row,
        @Nullable String key,
        String state,
        int attempt,
        List<Violation> reasons,
        String source,
        @Nullable String letter,
        Instant time,
        @Nullable String contentType,
        @Nullable String columns,
        @Nullable String text,
        @Nullable String base64,
        @Nullable Map<String, String> fields,
        @Nullable UUID firstLetter,
        @Nullable UUID nextLetter,
        @Nullable String replaying,
        @Nullable String stateReason,
        @Nullable List<Event> history,
        Map<String, String> links) {

    /** Payloads in a list are cut: half a megabyte each is nothing to leaf through. */
    private static final int SHOWN = 2_000;

    /**
     * @param what such as {@code set-aside} or {@code resolved}
     * @param by the batch or the key that did it
     * @param letter the letter of the attempt that this is about
     * @param reason why it was discarded
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Event(
            Instant time,
            String what,
            @Nullable String by,
            @Nullable UUID letter,
            @Nullable String reason) {}

    static LetterAnswer listed(Letter letter) {
        String text = utf8(letter.payload().bytes());
        return of(letter, text == null || text.length() <= SHOWN ? text : text.substring(0, SHOWN), null, null, null);
    }

    static LetterAnswer whole(Letter letter, @Nullable Map<String, String> fields, List<Event> history) {
        byte[] bytes = letter.payload().bytes();
        return of(
                letter, utf8(bytes), bytes == null ? null : Base64.getEncoder().encodeToString(bytes), fields, history);
    }

    private static LetterAnswer of(
            Letter letter,
            @Nullable String text,
            @Nullable String base64,
            @Nullable Map<String, String> fields,
            @Nullable List<Event> history) {
        return new LetterAnswer(
                letter.id(),
                letter.table(),
                letter.batch(),
                letter.row(),
                letter.key(),
                letter.state(),
                letter.attempt(),
                letter.reasons(),
                place(letter.source()),
                letter.letter() == null ? null : place(letter.letter()),
                letter.createdAt(),
                letter.payload().contentType(),
                letter.payload().columns(),
                text,
                base64,
                fields,
                letter.firstLetter(),
                letter.nextLetter(),
                letter.replaying(),
                letter.stateReason(),
                history,
                Map.of("self", "/v1/dead-letters/" + letter.id(), "batch", "/v1/batches/" + letter.batch()));
    }

    private static String place(Letter.Place place) {
        return place.topic() + "/" + place.partition() + "/" + place.offset();
    }

    private static @Nullable String utf8(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
