package dev.sluice.reports.desk;

import dev.sluice.row.Violation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads letters from rows of {@code select *}. */
final class LetterReader implements RowMapper<Letter> {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public Letter mapRow(ResultSet row, int number) throws SQLException {
        return new Letter(
                row.getObject("id", UUID.class),
                row.getString("table_name"),
                row.getString("batch_id"),
                row.getObject("row_number", Long.class),
                row.getString("key"),
                row.getString("state"),
                time(row, "state_at"),
                row.getString("state_by"),
                row.getString("state_reason"),
                row.getInt("attempt"),
                reasons(row.getString("reasons")),
                new Letter.Place(row.getString("raw_topic"), row.getInt("raw_partition"), row.getLong("raw_offset")),
                letter(row),
                row.getObject("first_letter", UUID.class),
                row.getObject("next_letter", UUID.class),
                row.getString("replay"),
                time(row, "created_at"),
                new Payload(row.getBytes("payload"), row.getString("content_type"), row.getString("columns")));
    }

    private static Letter.@Nullable Place letter(ResultSet row) throws SQLException {
        String topic = row.getString("letter_topic");
        return topic == null
                ? null
                : new Letter.Place(topic, row.getInt("letter_partition"), row.getLong("letter_offset"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Anybody may have written them: what isn't a reason is passed over. */
    static List<Violation> reasons(String json) {
        List<Violation> reasons = new ArrayList<>();
        for (JsonNode reason : JSON.readTree(json)) {
            String rule = text(reason, "rule");
            String message = text(reason, "message");
            if (rule != null) {
                reasons.add(new Violation(rule, text(reason, "field"), message == null ? "" : message));
            }
        }
        return reasons;
    }

    private static @Nullable String text(JsonNode reason, String name) {
        JsonNode value = reason.get(name);
        return value == null || value.isNull() ? null : value.asString();
    }
}
