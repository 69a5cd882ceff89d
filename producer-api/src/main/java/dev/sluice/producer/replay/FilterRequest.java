package dev.sluice.producer.replay;

import dev.sluice.letters.FilterParameters;
import dev.sluice.letters.LetterFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The filter in a body: what the desk takes as parameters, as members. */
record FilterRequest(Map<String, String> parameters, LetterFilter filter) {
    private static final Set<String> KNOWN =
            Set.of("table", "rule", "field", "batch", "source", "from", "to", "state", "q", "ids");

    /** @param states those in which a letter may be for this */
    static FilterRequest of(RequestJson body, Set<String> states) {
        @Nullable JsonNode given = body.value("filter");
        if (given == null || !given.isObject()) {
            throw ReplayProblems.badMember("filter", "an object; {} stands for every open letter");
        }
        Map<String, String> parameters = new TreeMap<>();
        for (Map.Entry<String, JsonNode> member : given.properties()) {
            if (!KNOWN.contains(member.getKey())) {
                throw ReplayProblems.badMember("filter." + member.getKey(), "left out");
            }
            if (!member.getValue().isNull()) {
                parameters.put(member.getKey(), text(member.getKey(), member.getValue()));
            }
        }
        LetterFilter filter = FilterParameters.filter(parameters);
        if (filter.state().filter(states::contains).isEmpty()) {
            throw ReplayProblems.badMember("filter.state", "one of " + String.join(", ", states));
        }
        return new FilterRequest(parameters, filter);
    }

    private static String text(String name, JsonNode value) {
        if (value.isString()) {
            return value.stringValue();
        }
        if (!name.equals("ids") || !value.isArray() || value.isEmpty()) {
            throw ReplayProblems.badMember("filter." + name, name.equals("ids") ? "a list of ids" : "text");
        }
        List<String> ids = new ArrayList<>();
        value.forEach(id -> ids.add(id.isString() ? id.stringValue() : ""));
        return String.join(",", ids);
    }
}
