package dev.sluice.letters;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** A filter as SQL: every value is bound. */
public final class Conditions {

    private final List<String> parts = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    private Conditions() {}

    /**
     * @param shapes those that rule and field leave over; only looked at where the filter names one
     * @param schema the system schema, quoted
     */
    static Conditions of(LetterFilter filter, Collection<String> shapes, String schema) {
        Conditions conditions = new Conditions();
        filter.table().ifPresent(table -> conditions.add("table_name = :table", "table", table));
        filter.state().ifPresent(state -> conditions.add("state = :state", "state", state));
        filter.batch().ifPresent(batch -> conditions.add("batch_id = :batch", "batch", batch));
        if (filter.rule().isPresent() || filter.field().isPresent()) {
            conditions.add("shape = any (:shapes)", "shapes", shapes.toArray(String[]::new));
        }
        filter.source().ifPresent(source -> {
            conditions.add("raw_topic = :topic", "topic", source.topic());
            source.partition().ifPresent(p -> conditions.add("raw_partition = :partition", "partition", p));
            source.offset().ifPresent(o -> conditions.add("raw_offset = :offset", "offset", o));
        });
        if (!filter.ids().isEmpty()) {
            conditions.add("id = any (:ids)", "ids", filter.ids().toArray(UUID[]::new));
        }
        filter.from().ifPresent(from -> conditions.add("created_at >= :from", "from", bound(from)));
        filter.to().ifPresent(to -> conditions.add("created_at < :to", "to", bound(to)));
        filter.text()
                .ifPresent(text -> conditions.add(
                        schema + ".letter_text(payload) ilike :text", "text", '%' + likeLiteral(text) + '%'));
        return conditions;
    }

    /** What stands behind this letter, newest first. */
    public Conditions after(Instant time, UUID id) {
        add("(created_at, id) < (:time, :id)", "time", bound(time));
        values.put("id", id);
        return this;
    }

    /** A further condition, whose values are bound. */
    public Conditions and(String condition, Map<String, Object> bound) {
        parts.add(condition);
        values.putAll(bound);
        return this;
    }

    public String where() {
        return parts.isEmpty() ? "" : " where " + String.join(" and ", parts);
    }

    public Map<String, Object> values() {
        return values;
    }

    private void add(String condition, String name, Object value) {
        parts.add(condition);
        values.put(name, value);
    }

    private static Object bound(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    /** As PostgreSQL's {@code encode(…, 'escape')} writes it, and then without a meaning in LIKE. */
    private static String likeLiteral(String text) {
        StringBuilder literal = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b < 0 || b == 0) {
                literal.append("\\\\").append(String.format(Locale.ROOT, "%03o", b & 0xff));
            } else if (b == '\\') {
                literal.append("\\\\\\\\");
            } else if (b == '%' || b == '_') {
                literal.append('\\').append((char) b);
            } else {
                literal.append((char) b);
            }
        }
        return literal.toString();
    }
}
