package dev.sluice.row;

import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one codec of a table's keys: canonical text such as {@code 42}, in UTF-8. The parts of a composite key are joined
 * by {@code |}; a {@code |} or {@code \} inside a part has a {@code \} before it.
 */
public final class RowKey {
    private static final char JOINT = '|';
    private static final char ESCAPE = '\\';

    private final Contract contract;
    private final Cells cells;

    private RowKey(Contract contract, Cells cells) {
        this.contract = contract;
        this.cells = cells;
    }

    /** A key is taken by its types alone: rows that are older than a rule must stay removable. */
    public static RowKey of(Contract contract) {
        return new RowKey(contract, Cells.typesOf(contract));
    }

    /** The key as a Kafka record carries it. */
    public static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether this is the canonical text of a key that the table may have. */
    public boolean valid(String key) {
        return values(key).isPresent();
    }

    /**
     * The values of the key columns in key order, each as its type has it in Java (Integer, Long, Boolean, String,
     * BigDecimal, LocalDate, Instant, UUID); empty when the text is no canonical key of this table.
     */
    public Optional<List<Object>> values(String key) {
        Draft draft = new Draft(cells.size());
        List<Object> values = new ArrayList<>();
        @Nullable List<String> parts = contract.key().size() == 1 ? List.of(key) : split(key);
        if (parts == null || parts.size() != contract.key().size()) {
            return Optional.empty();
        }
        for (int i = 0; i < parts.size(); i++) {
            Cell cell = cells.at(contract.key().get(i).position());
            byte[] text = bytes(parts.get(i));
            if (text.length > 0) {
                cell.text(draft, text, 0, text.length);
            }
            if (!draft.present(cell.position)) {
                return Optional.empty();
            }
            values.add(cell.value(draft));
        }
        AvroOutput canonical = new AvroOutput();
        write(draft, canonical);
        return new String(canonical.toBytes(), StandardCharsets.UTF_8).equals(key)
                ? Optional.of(values)
                : Optional.empty();
    }

    /** The canonical text of a key whose values came from {@link #values} or from the database. */
    public String text(List<Object> values) {
        List<String> parts = new ArrayList<>();
        for (Object value : values) {
            parts.add(part(value));
        }
        String text = parts.size() == 1 ? parts.get(0) : join(parts);
        if (!valid(text)) {
            throw new IllegalArgumentException("no key of " + contract.table() + ": " + Excerpt.of(text));
        }
        return text;
    }

    private static String part(Object value) {
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }

    private static String join(List<String> parts) {
        return String.join(
                String.valueOf(JOINT),
                parts.stream()
                        .map(part -> part.replace("\\", "\\\\").replace("|", "\\|"))
                        .toList());
    }

    private static @Nullable List<String> split(String key) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c == JOINT) {
                parts.add(part.toString());
                part.setLength(0);
            } else if (c != ESCAPE) {
                part.append(c);
            } else if (++i < key.length()) {
                part.append(key.charAt(i));
            } else {
                return null;
            }
        }
        parts.add(part.toString());
        return parts;
    }

    /** Writes the canonical key of the row that is in the draft. */
    void write(Draft draft, AvroOutput out) {
        List<Column> key = contract.key();
        if (key.size() == 1) {
            cells.at(key.get(0).position()).keyText(draft, out);
            return;
        }
        AvroOutput part = new AvroOutput();
        for (int i = 0; i < key.size(); i++) {
            if (i > 0) {
                out.raw(JOINT);
            }
            part.clear();
            cells.at(key.get(i).position()).keyText(draft, part);
            for (byte b : part.toBytes()) {
                if (b == JOINT || b == ESCAPE) {
                    out.raw(ESCAPE);
                }
                out.raw(b);
            }
        }
    }
}
