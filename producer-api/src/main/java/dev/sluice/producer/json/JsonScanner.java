package dev.sluice.producer.json;

import dev.sluice.producer.refusal.MalformedBody;
import dev.sluice.row.Utf8;
import java.nio.charset.StandardCharsets;

/**
 * Walks over JSON bytes by the letter of RFC 8259, builds nothing, and says where a value ends. Checks UTF-8 on the way.
 */
final class JsonScanner {
    /** Called for each member of an object; offsets are those of the body, the quotes of the name not included. */
    interface Members {
        void member(int nameStart, int nameEnd, int valueStart, int valueEnd);
    }

    private static final int MAX_DEPTH = 32;
    private static final int MAX_NUMBER = 1000;

    private final byte[] body;
    private final int end;
    private int position;

    JsonScanner(byte[] body, int start, int end) {
        this.body = body;
        this.end = end;
        this.position = start;
    }

    int position() {
        return position;
    }

    void skipSpace() {
        while (position < end && isSpace(body[position])) {
            position++;
        }
    }

    boolean atEnd() {
        return position >= end;
    }

    boolean at(char c) {
        return position < end && body[position] == c;
    }

    void expect(char c, String where) throws MalformedBody {
        if (!at(c)) {
            throw error("expected '" + c + "' " + where + " but found " + found());
        }
        position++;
    }

    /** After an element: true where a comma promises another one, false where {@code close} was read. */
    boolean another(char close) throws MalformedBody {
        skipSpace();
        if (at(close)) {
            position++;
            return false;
        }
        if (!at(',')) {
            throw error("expected ',' or '" + close + "' but found " + found());
        }
        position++;
        skipSpace();
        return true;
    }

    /** After an opening bracket: true where {@code close} follows at once. */
    boolean empty(char close) {
        skipSpace();
        if (!at(close)) {
            return false;
        }
        position++;
        return true;
    }

    void value(int depth) throws MalformedBody {
        if (atEnd()) {
            throw error("the document ends where a value should be");
        }
        switch (body[position]) {
            case '{' -> object(depth, (nameStart, nameEnd, valueStart, valueEnd) -> {});
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    void object(int depth, Members members) throws MalformedBody {
        checkDepth(depth);
        expect('{', "to open an object");
        if (empty('}')) {
            return;
        }
        do {
            int nameStart = position + 1;
            string();
            int nameEnd = position - 1;
            skipSpace();
            expect(':', "after the name of a field");
            skipSpace();
            int valueStart = position;
            value(depth + 1);
            members.member(nameStart, nameEnd, valueStart, position);
        } while (another('}'));
    }

    private void array(int depth) throws MalformedBody {
        checkDepth(depth);
        position++;
        if (empty(']')) {
            return;
        }
        do {
            value(depth + 1);
        } while (another(']'));
    }

    private void checkDepth(int depth) throws MalformedBody {
        if (depth > MAX_DEPTH) {
            throw error("nested deeper than " + MAX_DEPTH + " levels");
        }
    }

    void string() throws MalformedBody {
        expect('"', "to open a text");
        while (position < end) {
            byte b = body[position];
            if (b == '"') {
                position++;
                return;
            }
            if (b == '\\') {
                escape();
            } else if (b >= 0x20) {
                position++;
            } else if (b >= 0) {
                throw error("a control character must be escaped in a text");
            } else {
                character();
            }
        }
        throw error("the document ends inside a text");
    }

    private void character() throws MalformedBody {
        int length = Utf8.length(body, position, end);
        if (length == 0) {
            throw error("the bytes are not valid UTF-8");
        }
        position += length;
    }

    private void escape() throws MalformedBody {
        position++;
        if (atEnd()) {
            throw error("the document ends inside a text");
        }
        switch (body[position]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> position++;
            case 'u' -> {
                position++;
                for (int i = 0; i < 4; i++, position++) {
                    if (atEnd() || Character.digit(body[position], 16) < 0) {
                        throw error("\\u must be followed by four hexadecimal digits");
                    }
                }
            }
            default -> throw error("no such escape in a text");
        }
    }

    private void word(String word) throws MalformedBody {
        for (int i = 0; i < word.length(); i++, position++) {
            if (atEnd() || body[position] != word.charAt(i)) {
                throw error("not a JSON value; did you mean " + word + "?");
            }
        }
    }

    private void number() throws MalformedBody {
        int start = position;
        if (at('-')) {
            position++;
        }
        if (at('0')) {
            position++;
            if (digitHere()) {
                throw error("a number must not begin with 0");
            }
        } else {
            digits(start);
        }
        if (at('.')) {
            position++;
            digits(start);
        }
        if (at('e') || at('E')) {
            position++;
            if (at('+') || at('-')) {
                position++;
            }
            digits(start);
        }
        if (position - start > MAX_NUMBER) {
            throw error("a number of more than " + MAX_NUMBER + " characters");
        }
    }

    private void digits(int start) throws MalformedBody {
        if (!digitHere()) {
            throw error(position == start ? "not a JSON value: " + found() : "a digit is missing in a number");
        }
        while (digitHere()) {
            position++;
        }
    }

    private boolean digitHere() {
        return position < end && body[position] >= '0' && body[position] <= '9';
    }

    MalformedBody error(String reason) {
        return MalformedBody.at(body, position, reason);
    }

    String found() {
        if (atEnd()) {
            return "the end";
        }
        int length = Utf8.length(body, position, end);
        if (length == 0 || (body[position] >= 0 && body[position] < 0x20)) {
            return String.format("byte 0x%02X", body[position] & 0xFF);
        }
        return "'" + new String(body, position, length, StandardCharsets.UTF_8) + "'";
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
