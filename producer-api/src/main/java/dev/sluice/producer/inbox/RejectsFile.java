package dev.sluice.producer.inbox;

import dev.sluice.contract.Contract;
import dev.sluice.topics.Tenant;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes the rows of a batch that were set aside as CSV: the table's columns as they came, then the line and the reasons.
 * Uploads pass these two over, so the file can be mended and dropped again.
 */
final class RejectsFile {
    private static final int PAGE = 1000;

    private static final String ROWS = """
            select row_number, id::text as id, payload, content_type, columns, reasons::text as reasons from %s
            where batch_id = :batch and table_name = :table and (coalesce(row_number, 0), id::text) > (:row, :id)
            order by coalesce(row_number, 0), id::text limit :limit
            """;

    private final JdbcClient database;
    private final String rows;

    RejectsFile(DataSource database, Tenant tenant) {
        this.database = JdbcClient.create(database);
        this.rows = ROWS.formatted('"' + tenant.schema() + "\".dead_letters");
    }

    /** The file is there whole or not at all. */
    void write(Path file, Contract contract, String batchId) throws IOException {
        Path half = file.resolveSibling("." + file.getFileName() + ".tmp");
        try (Writer writer = Files.newBufferedWriter(half, StandardCharsets.UTF_8)) {
            List<@Nullable String> names = new ArrayList<>();
            contract.columns().forEach(column -> names.add(column.name()));
            names.add("line");
            names.add("reasons");
            writer.write(line(names));
            long row = -1;
            String id = "";
            List<Reject> page;
            do {
                page = page(contract, batchId, row, id);
                for (Reject reject : page) {
                    writer.write(line(reject.cells(contract)));
                    row = reject.row();
                    id = reject.id();
                }
            } while (page.size() == PAGE);
        }
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private List<Reject> page(Contract contract, String batchId, long row, String id) {
        return database.sql(rows)
                .param("batch", batchId)
                .param("table", contract.table())
                .param("row", row)
                .param("id", id)
                .param("limit", PAGE)
                .query((result, number) -> reject(result))
                .list();
    }

    private static Reject reject(ResultSet result) throws SQLException {
        byte[] payload = result.getBytes("payload");
        return new Reject(
                result.getLong("row_number"),
                result.getString("id"),
                payload == null ? null : new String(payload, StandardCharsets.UTF_8),
                result.getString("content_type"),
                result.getString("columns"),
                result.getString("reasons"));
    }

    private static String line(List<@Nullable String> cells) {
        StringBuilder line = new StringBuilder();
        for (String cell : cells) {
            line.append(cell == null ? "" : quoted(cell)).append(",");
        }
        line.setLength(Math.max(0, line.length() - 1));
        return line.append("\r\n").toString();
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                && cell.strip().equals(cell);
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
