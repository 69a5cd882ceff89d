package dev.sluice.validator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.row.Violation;
import dev.sluice.wire.Headers;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Collectors;

/** Why a row is a dead letter, as JSON and as a line of text; both bounded, however much is wrong with the row. */
final class Reasons {
    /** The most that both and the other headers of ours can take. */
    static final int ROOM = 64 * 1024;

    private static final int MOST_JSON = 48 * 1024;
    private static final int MOST_NAMED = 32;
    private static final int LONGEST_MESSAGE = 200;
    private static final String CUT = "…";

    private Reasons() {}

    /** A list of {@code {rule, field, message}}; where it is cut, its last entry says how many more there were. */
    static byte[] json(List<Violation> violations) {
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        list.write('[');
        for (int i = 0; i < violations.size(); i++) {
            byte[] entry = entry(violations.get(i));
            if (list.size() + entry.length > MOST_JSON) {
                int left = violations.size() - i;
                entry = entry(new Violation(violations.get(i).rule(), null, "and " + left + " more violations"));
                i = violations.size();
            }
            if (list.size() > 1) {
                list.write(',');
            }
            list.writeBytes(entry);
        }
        list.write(']');
        return list.toByteArray();
    }

    /** Rules and fields without the values that broke them. */
    static String line(List<Violation> violations) {
        return violations.stream()
                .limit(MOST_NAMED)
                .map(violation ->
                        violation.field() == null ? violation.rule() : violation.rule() + " " + violation.field())
                .collect(Collectors.joining(", "));
    }

    private static byte[] entry(Violation violation) {
        return Headers.bytes(JsonNodeFactory.instance
                .objectNode()
                .put("rule", violation.rule())
                .put("field", violation.field())
                .put("message", cut(violation.message()))
                .toString());
    }

    private static String cut(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + CUT;
    }
}
