package dev.sluice.row;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.sluice.contract.Column;
import dev.sluice.contract.ColumnType;
import dev.sluice.contract.Contract;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The judge as one would write it first: slow, from parts that others have made. What the real one says is checked
 * against it.
 */
final class PlainJudge {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final Contract contract;
    private final Map<String, Object> values = new HashMap<>();
    private final Map<String, List<String>> broken = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final List<String> unknown = new ArrayList<>();

    private PlainJudge(Contract contract) {
        this.contract = contract;
    }

    /** The values of a good row by column; the rules that a bad one breaks as {@code rule:field}. */
    record Judgement(Map<String, Object> values, String key, List<String> violations) {

        /** How the names of unknown fields are shown that are no text is nobody's business. */
        boolean sameViolations(Verdict verdict) {
            return plain(TestRows.names(verdict)).equals(plain(violations));
        }

        private static List<String> plain(List<String> violations) {
            return violations.stream()
                    .map(it -> it.matches("unknown-field:[ -~]{0,50}")
                            ? it
                            : it.replaceFirst("(?s)^(unknown-field:).*", "$1?"))
                    .toList();
        }
    }

    static Judgement json(Contract contract, byte[] value) {
        PlainJudge judge = new PlainJudge(contract);
        return judge.readJson(PlainText.decode(value)) ? judge.judgement() : rejected("not-decodable");
    }

    static Judgement csv(Contract contract, byte[] value, List<String> columns, char delimiter) {
        PlainJudge judge = new PlainJudge(contract);
        List<String> fields;
        try {
            fields = PlainCsv.split(PlainText.decode(value), delimiter);
        } catch (PlainCsv.Broken e) {
            boolean named = e.rule.equals("unbalanced-quote") && e.field < columns.size();
            return rejected(named ? e.rule + ":" + columns.get(e.field) : e.rule);
        }
        if (value.length == 0) {
            return rejected("not-decodable");
        }
        if (fields.size() != columns.size()) {
            return rejected("column-count");
        }
        for (int i = 0; i < fields.size(); i++) {
            String field = fields.get(i);
            if (!columns.get(i).startsWith("-")) {
                judge.take(columns.get(i), column -> PlainValues.text(column, field));
            }
        }
        return judge.judgement();
    }

    private static Judgement rejected(String violation) {
        return new Judgement(Map.of(), "", List.of(violation));
    }

    private interface Reading {
        PlainValues.Outcome of(Column column);
    }

    private void take(String name, Reading reading) {
        int position = contract.indexOf(name);
        if (position < 0) {
            unknown.add("unknown-field:" + Excerpt.of(name));
        } else if (!seen.add(name)) {
            List<String> rules = broken.computeIfAbsent(name, any -> new ArrayList<>());
            if (!rules.contains("duplicate-field")) {
                rules.add("duplicate-field");
            }
        } else {
            PlainValues.Outcome outcome = reading.of(contract.columns().get(position));
            if (outcome.value() != null) {
                values.put(name, outcome.value());
            } else if (!outcome.broken().isEmpty()) {
                broken.put(name, new ArrayList<>(outcome.broken()));
            }
        }
    }

    private boolean readJson(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                String spelled = token.isScalarValue() ? parser.getText() : "";
                parser.skipChildren();
                take(name, column -> jsonValue(column, token, spelled));
            }
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    private static PlainValues.Outcome jsonValue(Column column, JsonToken token, String spelled) {
        ColumnType type = column.type();
        boolean number = type instanceof ColumnType.Int32
                || type instanceof ColumnType.Int64
                || type instanceof ColumnType.Float64
                || type instanceof ColumnType.Decimal;
        boolean string = !number && !(type instanceof ColumnType.Bool);
        if (token == JsonToken.VALUE_NULL) {
            return PlainValues.Outcome.missing();
        }
        if (token == JsonToken.VALUE_STRING && string) {
            return PlainValues.text(column, spelled);
        }
        if (token.isNumeric() && number) {
            return PlainValues.number(column, spelled);
        }
        return token.isBoolean() && type instanceof ColumnType.Bool
                ? PlainValues.Outcome.of(token == JsonToken.VALUE_TRUE)
                : PlainValues.Outcome.broken(PlainValues.mismatch(type, false));
    }

    private Judgement judgement() {
        int keyBytes = 0;
        for (Column column : contract.key()) {
            if (values.get(column.name()) instanceof String text && column.type() instanceof ColumnType.Text) {
                int before = keyBytes;
                keyBytes += text.getBytes(StandardCharsets.UTF_8).length;
                if (before <= 2000 && keyBytes > 2000) {
                    broken.computeIfAbsent(column.name(), any -> new ArrayList<>())
                            .add("too-long");
                }
            }
        }
        List<String> violations = new ArrayList<>();
        for (Column column : contract.columns()) {
            @Nullable List<String> rules = broken.get(column.name());
            if (rules != null) {
                rules.forEach(rule -> violations.add(rule + ":" + column.name()));
            } else if (!column.optional() && !values.containsKey(column.name())) {
                violations.add("required:" + column.name());
            }
        }
        violations.addAll(unknown);
        return new Judgement(values, violations.isEmpty() ? key() : "", violations);
    }

    private String key() {
        List<String> parts = contract.key().stream()
                .map(column -> part(values.get(column.name())))
                .toList();
        return parts.size() == 1
                ? parts.get(0)
                : parts.stream()
                        .map(part -> part.replaceAll("([\\\\|])", "\\\\$1"))
                        .collect(Collectors.joining("|"));
    }

    static String part(@Nullable Object value) {
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : String.valueOf(value);
    }
}
