package dev.sluice.row;

/** The names of the rules that a violation can name. They are part of the wire format: dead letters carry them. */
public final class Rules {
    public static final String COLUMN_COUNT = "column-count";
    public static final String DATE_RANGE = "date-range";
    public static final String DUPLICATE_FIELD = "duplicate-field";
    public static final String INVALID_DATE = "invalid-date";
    public static final String INVALID_TIMESTAMP = "invalid-timestamp";
    public static final String INVALID_UNICODE = "invalid-unicode";
    public static final String INVALID_UUID = "invalid-uuid";
    public static final String MAX = "max";
    public static final String MIN = "min";
    public static final String MISSING_REFERENCE = "missing-reference";
    public static final String NOT_DECODABLE = "not-decodable";
    public static final String NUL_CHARACTER = "nul-character";
    public static final String NUMBER_RANGE = "number-range";
    public static final String PATTERN = "pattern";
    public static final String REFUSED_BY_DATABASE = "refused-by-database";
    public static final String REQUIRED = "required";
    public static final String SCALE = "scale";
    public static final String STILL_REFERENCED = "still-referenced";
    public static final String TIMESTAMP_RANGE = "timestamp-range";
    public static final String TOO_LARGE = "too-large";
    public static final String TOO_LONG = "too-long";
    public static final String TOO_SHORT = "too-short";
    public static final String TYPE_MISMATCH = "type-mismatch";
    public static final String UNBALANCED_QUOTE = "unbalanced-quote";
    public static final String UNKNOWN_FIELD = "unknown-field";
    public static final String UNKNOWN_SYMBOL = "unknown-symbol";
    public static final String WRITTEN_SINCE = "written-since";

    private Rules() {}
}
