package dev.sluice.testkit;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One way for a row of {@code hired_employees} to be bad, and the one rule that it breaks. The rule is written down here,
 * from the catalogue of bad inputs; nothing asks the product.
 *
 * @param json the field's literal in a JSON object, or null where JSON can't say it
 * @param csv the field's text in a CSV line, or null where CSV can't say it
 */
public record HiringFault(
        String rule,
        String field,
        @Nullable String json,
        @Nullable String csv) {
    /** Nobody's id in the tables that the generator makes. */
    static final int NOBODY = 2_000_000_000;
    /** Instead of a literal: the field is not there at all, and in CSV its comma isn't either. */
    private static final String ABSENT = "";

    static final List<HiringFault> ALL = List.of(
            new HiringFault("required", "name", ABSENT, null),
            new HiringFault("required", "datetime", "null", " "),
            new HiringFault("required", "name", "\" \\t \"", "\"\""),
            new HiringFault("column-count", "", null, ABSENT),
            new HiringFault("unknown-field", "salary", "1000", null),
            new HiringFault("duplicate-field", "job_id", "1,\"job_id\":1", null),
            new HiringFault("type-mismatch", "department_id", "\"12\"", "twelve"),
            new HiringFault("type-mismatch", "job_id", "1.9", "1.9"),
            new HiringFault("type-mismatch", "job_id", "8.0", "1_000"),
            new HiringFault("type-mismatch", "department_id", "true", "\u0661\u0662"),
            new HiringFault("type-mismatch", "department_id", "{\"id\":1}", "0x10"),
            new HiringFault("type-mismatch", "name", "[\"Ada\"]", null),
            new HiringFault("number-range", "department_id", "2147483648", "2147483648"),
            new HiringFault("number-range", "job_id", "1e400", null),
            new HiringFault("min", "id", "0", "0"),
            new HiringFault("min", "id", "-7", "-7"),
            timestamp("invalid-timestamp", "2021-02-30T00:00:00Z"),
            timestamp("invalid-timestamp", "2021-13-01T00:00:00Z"),
            timestamp("invalid-timestamp", "2021-06-01T24:00:00Z"),
            timestamp("invalid-timestamp", "2021-06-01T23:59:60Z"),
            timestamp("invalid-timestamp", "2021-06-01T12:00:00"),
            timestamp("invalid-timestamp", "2021-06-01T12:00:00+18:01"),
            timestamp("invalid-timestamp", "2021-06-01T12:00:00.1234567Z"),
            timestamp("invalid-timestamp", "now"),
            timestamp("invalid-timestamp", "infinity"),
            timestamp("invalid-timestamp", "20210102"),
            new HiringFault("invalid-timestamp", "datetime", "18000", "18000"),
            timestamp("timestamp-range", "0000-01-01T00:00:00Z"),
            timestamp("timestamp-range", "10000-01-01T00:00:00Z"),
            new HiringFault("nul-character", "name", "\"Ada\\u0000\"", "Ada\u0000"),
            new HiringFault("invalid-unicode", "name", "\"Ada \\ud800\"", null),
            new HiringFault("too-long", "name", "\"" + "n".repeat(201) + "\"", "n".repeat(201)),
            new HiringFault("missing-reference", "department_id", "" + NOBODY, "" + NOBODY),
            new HiringFault("missing-reference", "job_id", "" + NOBODY, "" + NOBODY));

    private static HiringFault timestamp(String rule, String text) {
        return new HiringFault(rule, "datetime", "\"" + text + "\"", text);
    }

    static List<HiringFault> sayableIn(RowFormat format) {
        return ALL.stream().filter(fault -> fault.literal(format) != null).toList();
    }

    /** Puts the fault into a good row's literals. */
    void spoil(Map<String, String> literals, RowFormat format) {
        String literal = literal(format);
        if (literal == null) {
            throw new IllegalArgumentException(format + " can't say " + this);
        } else if (!literal.equals(ABSENT)) {
            literals.put(field, literal);
        } else {
            literals.remove(field.isEmpty() ? "job_id" : field);
        }
    }

    private @Nullable String literal(RowFormat format) {
        return format == RowFormat.JSON ? json : csv;
    }
}
