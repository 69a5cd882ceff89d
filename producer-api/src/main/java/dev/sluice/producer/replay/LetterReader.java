package dev.sluice.producer.replay;

import dev.sluice.producer.incoming.IncomingRow;
import dev.sluice.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** Reads letters from rows of {@link #COLUMNS}. */
final class LetterReader implements RowMapper<Letter> {
    static final String COLUMNS = """
            d.id, d.table_name, d.payload_key, d.payload, d.content_type, d.columns, d.state, d.next_letter, d.created_at,
            d.raw_topic, d.raw_partition, d.raw_offset, case when d.replay_until > now() then d.replay end as replaying
            """;

    @Override
    public Letter mapRow(ResultSet row, int number) throws SQLException {
        return new Letter(
                row.getString("table_name"),
                row(row),
                row.getString("state"),
                row.getString("replaying"),
                row.getObject("next_letter", UUID.class),
                new Place(
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getString("raw_topic"),
                        row.getInt("raw_partition"),
                        row.getLong("raw_offset"),
                        row.getObject("id", UUID.class)));
    }

    private static IncomingRow row(ResultSet row) throws SQLException {
        byte @Nullable [] key = row.getBytes("payload_key");
        String text = key == null ? null : new String(key, StandardCharsets.UTF_8);
        byte @Nullable [] value = row.getBytes("payload");
        if (value == null && text != null) {
            return IncomingRow.removal(text);
        }
        List<Header> headers = new ArrayList<>();
        add(headers, Headers.CONTENT_TYPE, row.getString("content_type"));
        add(headers, Headers.COLUMNS, row.getString("columns"));
        return new IncomingRow(text, value, headers);
    }

    private static void add(List<Header> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(new RecordHeader(name, Headers.bytes(value)));
        }
    }
}
