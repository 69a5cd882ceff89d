package dev.sluice.sink;

import dev.sluice.row.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The reasons of a dead letter, as {@code jsonb} takes them. */
final class Json {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Json() {}

    static String reasons(List<Violation> violations) {
        List<Map<String, @Nullable String>> reasons = new ArrayList<>();
        for (Violation violation : violations) {
            Map<String, @Nullable String> reason = new LinkedHashMap<>();
            reason.put("rule", violation.rule());
            reason.put("field", violation.field());
            reason.put("message", RecordText.storable(violation.message()));
            reasons.add(reason);
        }
        return JSON.writeValueAsString(reasons);
    }

    /** Whether it is a list that PostgreSQL can hold: anybody may have written it. */
    static boolean isList(String text) {
        try {
            return !text.contains("\\u0000") && JSON.readTree(text).isArray();
        } catch (JacksonException e) {
            return false;
        }
    }
}
