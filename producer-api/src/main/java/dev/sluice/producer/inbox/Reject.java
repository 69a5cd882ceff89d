package dev.sluice.producer.inbox;

import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import dev.sluice.producer.csv.CsvFields;
import dev.sluice.row.CsvDelimiter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A row that was set aside, as the ledger keeps it.
 *
 * @param columns of a CSV line, where they are not the contract's
 * @param reasons JSON list of {@code {rule, field, message}}
 */
record Reject(
        long row,
        String id,
        @Nullable String payload,
        @Nullable String contentType,
        @Nullable String columns,
        String reasons) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The values of the contract's columns, the line and the reasons; of a row that can't be read the last two only. */
    List<@Nullable String> cells(Contract contract) {
        Map<String, String> fields = fields(contract);
        List<@Nullable String> cells = new ArrayList<>();
        for (Column column : contract.columns()) {
            cells.add(fields.get(column.name()));
        }
        cells.add(Long.toString(row));
        cells.add(reasonsText());
        return cells;
    }

    private Map<String, String> fields(Contract contract) {
        if (payload == null) {
            return Map.of();
        }
        return contentType != null && contentType.startsWith("text/csv")
                ? ofCsv(contract, payload, contentType)
                : ofJson(payload);
    }

    private Map<String, String> ofCsv(Contract contract, String text, String type) {
        byte[] line = text.getBytes(StandardCharsets.UTF_8);
        List<String> names = columns == null
                ? contract.columns().stream().map(Column::name).toList()
                : List.of(columns.split(",", -1));
        List<String> values = CsvFields.of(line, 0, line.length, (byte) CsvDelimiter.of(type), names.size() + 1);
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < names.size() && values.size() == names.size(); i++) {
            fields.put(names.get(i), values.get(i));
        }
        return fields;
    }

    private static Map<String, String> ofJson(String object) {
        Map<String, String> fields = new HashMap<>();
        try {
            for (Map.Entry<String, JsonNode> member : JSON.readTree(object).properties()) {
                fields.put(member.getKey(), text(member.getValue()));
            }
        } catch (JacksonException e) {
            fields.clear();
        }
        return fields;
    }

    /** A null is no value, and the text "null" would be one. */
    private static String text(JsonNode value) {
        if (value.isNull()) {
            return "";
        }
        return value.isString() ? value.stringValue() : value.toString();
    }

    private String reasonsText() {
        List<String> texts = new ArrayList<>();
        for (JsonNode reason : JSON.readTree(reasons)) {
            String field = reason.path("field").asString("");
            String message = reason.path("message").asString("");
            texts.add(reason.path("rule").asString("")
                    + (field.isEmpty() ? "" : " " + field)
                    + (message.isEmpty() ? "" : ": " + message));
        }
        return String.join("; ", texts);
    }
}
