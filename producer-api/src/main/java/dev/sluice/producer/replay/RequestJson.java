package dev.sluice.producer.replay;

import dev.sluice.producer.refusal.MalformedBody;
import dev.sluice.producer.refusal.Refusal;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The body of a request: one JSON object of known members, each kept as its bytes until somebody asks for it. */
final class RequestJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, byte[]> members = new TreeMap<>();

    private RequestJson() {}

    /** An absent body has no members. */
    static RequestJson of(byte[] body, Set<String> known) {
        RequestJson request = new RequestJson();
        if (body.length == 0) {
            return request;
        }
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw malformed(body, parser.currentTokenLocation(), "expected an object");
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                if (!known.contains(name)) {
                    throw ReplayProblems.badMember(name, "left out: there are " + String.join(", ", known));
                }
                parser.nextToken();
                int from = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                parser.finishToken();
                int to = (int) parser.currentLocation().getByteOffset();
                request.members.put(name, Arrays.copyOfRange(body, from, to));
            }
            if (parser.nextToken() != null) {
                throw malformed(body, parser.currentTokenLocation(), "expected the end of the body");
            }
            return request;
        } catch (JacksonException e) {
            throw malformed(body, e.getLocation(), "this is no JSON");
        }
    }

    /** The bytes of a member as they came, or null where it is absent or null. */
    byte @Nullable [] bytes(String name) {
        byte[] bytes = members.get(name);
        return bytes == null || JSON.readTree(bytes).isNull() ? null : bytes;
    }

    boolean flag(String name) {
        @Nullable JsonNode value = value(name);
        if (value != null && !value.isBoolean()) {
            throw ReplayProblems.badMember(name, "true or false");
        }
        return value != null && value.booleanValue();
    }

    int number(String name, int absent, int min, int max) {
        @Nullable JsonNode value = value(name);
        if (value == null) {
            return absent;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < min || value.intValue() > max) {
            throw ReplayProblems.badMember(name, "a whole number from " + min + " to " + max);
        }
        return value.intValue();
    }

    /** Of 1 to so many characters. */
    String text(String name, int longest) {
        @Nullable JsonNode value = value(name);
        if (value == null || !value.isString()) {
            throw ReplayProblems.badMember(name, "text");
        }
        String text = value.stringValue().replace('\0', '\uFFFD').strip();
        if (text.isEmpty() || text.length() > longest) {
            throw ReplayProblems.badMember(name, "1 to " + longest + " characters long");
        }
        return text;
    }

    @Nullable
    JsonNode value(String name) {
        byte[] bytes = members.get(name);
        if (bytes == null) {
            return null;
        }
        JsonNode value = JSON.readTree(bytes);
        return value.isNull() ? null : value;
    }

    private static RuntimeException malformed(byte[] body, @Nullable TokenStreamLocation at, String reason) {
        int offset = at == null ? 0 : (int) Math.max(0, Math.min(body.length, at.getByteOffset()));
        return Refusal.malformedBody(MalformedBody.at(body, offset, reason));
    }
}
