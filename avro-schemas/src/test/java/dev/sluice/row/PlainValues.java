package dev.sluice.row;

import dev.sluice.contract.Bound;
import dev.sluice.contract.Column;
import dev.sluice.contract.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Judges one value by the book, with the JDK's own numbers and times. */
final class PlainValues {
    /** The outcome: a value, or rules that it breaks, or neither when it counts as missing. */
    record Outcome(@Nullable Object value, List<String> broken) {
        static Outcome of(Object value) {
            return new Outcome(value, List.of());
        }

        static Outcome broken(String... rules) {
            return new Outcome(null, List.of(rules));
        }

        static Outcome missing() {
            return new Outcome(null, List.of());
        }
    }

    private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final Pattern LONG_EXPONENT = Pattern.compile("([eE][+-]?)0*([0-9]{9})[0-9]+$");
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern LONG_YEAR = Pattern.compile("[1-9][0-9]{4,8}-.*", Pattern.DOTALL);
    private static final Pattern PADDED_YEAR = Pattern.compile("(\\+[0-9]{4}|[+-]?0[0-9]{4,})-.*", Pattern.DOTALL);

    private static final DateTimeFormatter DAY = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4, 9, SignStyle.EXCEEDS_PAD)
            .appendPattern("-MM-dd")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final DateTimeFormatter MOMENT_MILLIS = moment(3);
    private static final DateTimeFormatter MOMENT_MICROS = moment(6);

    private PlainValues() {}

    private static DateTimeFormatter moment(int fractionDigits) {
        return new DateTimeFormatterBuilder()
                .append(DAY)
                .appendPattern("'T'HH:mm:ss")
                .optionalStart()
                .appendFraction(ChronoField.NANO_OF_SECOND, 1, fractionDigits, true)
                .optionalEnd()
                .appendOffset("+HH:MM", "Z")
                .toFormatter(Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /** A value of CSV, or a string of JSON for the types that JSON spells as one. */
    static Outcome text(Column column, String text) {
        ColumnType type = column.type();
        if (PlainText.blank(text)) {
            return Outcome.missing();
        }
        if (type instanceof ColumnType.Text) {
            return string(column, text);
        }
        Outcome outcome = parse(column, text);
        boolean unreadable = outcome.broken().contains(mismatch(type, true));
        if (unreadable && !PlainText.legible(text)) {
            return Outcome.broken("invalid-unicode");
        }
        return unreadable && text.indexOf(0) >= 0 ? Outcome.broken("nul-character") : outcome;
    }

    /** The rule that a value breaks which isn't even spelled like one of its type. */
    static String mismatch(ColumnType type, boolean asText) {
        if (type instanceof ColumnType.Date) {
            return "invalid-date";
        }
        if (type instanceof ColumnType.Timestamp) {
            return "invalid-timestamp";
        }
        if (asText && type instanceof ColumnType.Uuid) {
            return "invalid-uuid";
        }
        return asText && type instanceof ColumnType.Enumeration ? "unknown-symbol" : "type-mismatch";
    }

    private static Outcome parse(Column column, String text) {
        ColumnType type = column.type();
        if (type instanceof ColumnType.Bool) {
            return text.equals("true") || text.equals("false")
                    ? Outcome.of(text.equals("true"))
                    : Outcome.broken("type-mismatch");
        }
        if (type instanceof ColumnType.Date) {
            return date(column, text);
        }
        if (type instanceof ColumnType.Timestamp timestamp) {
            return timestamp(column, text, timestamp.unit());
        }
        if (type instanceof ColumnType.Uuid) {
            return UUID_TEXT.matcher(text).matches()
                    ? Outcome.of(UUID.fromString(text))
                    : Outcome.broken("invalid-uuid");
        }
        if (type instanceof ColumnType.Enumeration symbols) {
            return symbols.symbols().contains(text) ? Outcome.of(text) : Outcome.broken("unknown-symbol");
        }
        return NUMBER.matcher(text).matches() ? number(column, text) : Outcome.broken("type-mismatch");
    }

    private static Outcome string(Column column, String text) {
        if (!PlainText.legible(text)) {
            return Outcome.broken("invalid-unicode");
        }
        if (text.indexOf(0) >= 0) {
            return Outcome.broken("nul-character");
        }
        List<String> broken = new ArrayList<>();
        int length = text.codePointCount(0, text.length());
        if (length > column.maxLength()) {
            broken.add("too-long");
        }
        if (length < column.minLength()) {
            broken.add("too-short");
        }
        if (column.pattern() != null
                && !pattern(column.pattern().text()).matcher(text).matches()) {
            broken.add("pattern");
        }
        return broken.isEmpty() ? Outcome.of(text) : new Outcome(null, broken);
    }

    private static Pattern pattern(String text) {
        return PATTERNS.computeIfAbsent(text, Pattern::compile);
    }

    /** A number that is spelled as JSON spells them. */
    static Outcome number(Column column, String text) {
        ColumnType type = column.type();
        if (type instanceof ColumnType.Float64) {
            double value = Double.parseDouble(text);
            boolean vanished = value == 0 && decimal(text).signum() != 0;
            return Double.isInfinite(value) || vanished
                    ? Outcome.broken("number-range")
                    : bounded(column, value, new BigDecimal(value));
        }
        BigDecimal value = decimal(text);
        BigDecimal stripped = value.stripTrailingZeros();
        long wholeDigits = stripped.signum() == 0 ? 0 : (long) stripped.precision() - stripped.scale();
        if (type instanceof ColumnType.Decimal decimal) {
            boolean tooWide = wholeDigits > decimal.precision() - decimal.scale();
            boolean tooFine = stripped.scale() > decimal.scale();
            if (tooWide || tooFine) {
                return tooWide && tooFine
                        ? Outcome.broken("number-range", "scale")
                        : Outcome.broken(tooWide ? "number-range" : "scale");
            }
            return bounded(column, stripped.setScale(decimal.scale()), stripped);
        }
        boolean wide = type instanceof ColumnType.Int64;
        if (wholeDigits > (wide ? 19 : 10)) {
            return Outcome.broken("number-range");
        }
        if (!WHOLE.matcher(text).matches()) {
            return Outcome.broken("type-mismatch");
        }
        BigInteger whole = value.toBigIntegerExact();
        if (whole.bitLength() > (wide ? 63 : 31)) {
            return Outcome.broken("number-range");
        }
        return bounded(column, wide ? (Object) whole.longValueExact() : (Object) whole.intValueExact(), value);
    }

    /** Exponents that BigDecimal can't hold are cut: they are beyond every column either way. */
    private static BigDecimal decimal(String text) {
        return new BigDecimal(LONG_EXPONENT.matcher(text).replaceFirst("$1$2"));
    }

    private static Outcome date(Column column, String text) {
        LocalDate date;
        try {
            date = LocalDate.parse(year(text), DAY);
        } catch (DateTimeException e) {
            return Outcome.broken("invalid-date");
        }
        if (beyond(date.getYear())) {
            return Outcome.broken("date-range");
        }
        return bounded(column, date, BigDecimal.valueOf(date.toEpochDay()));
    }

    private static Outcome timestamp(Column column, String text, ColumnType.Unit unit) {
        DateTimeFormatter format = unit == ColumnType.Unit.MILLIS ? MOMENT_MILLIS : MOMENT_MICROS;
        OffsetDateTime moment;
        try {
            moment = OffsetDateTime.parse(year(text), format);
        } catch (DateTimeException e) {
            return Outcome.broken("invalid-timestamp");
        }
        Instant instant = moment.toInstant();
        if (beyond(moment.getYear()) || beyond(instant.atOffset(ZoneOffset.UTC).getYear())) {
            return Outcome.broken("timestamp-range");
        }
        BigDecimal count = BigDecimal.valueOf(instant.getEpochSecond())
                .add(BigDecimal.valueOf(instant.getNano(), 9))
                .multiply(BigDecimal.valueOf(unit.perSecond()));
        return bounded(column, instant, count);
    }

    private static boolean beyond(int year) {
        return year < 1 || year > 9999;
    }

    /** The JDK wants a plus before years of more than four digits; a row may do without. */
    private static String year(String text) {
        if (PADDED_YEAR.matcher(text).matches()) {
            throw new DateTimeException("padded");
        }
        return LONG_YEAR.matcher(text).matches() ? "+" + text : text;
    }

    private static Outcome bounded(Column column, Object value, BigDecimal number) {
        Bound min = column.min();
        Bound max = column.max();
        if (min != null && number.compareTo(min.value()) < 0) {
            return Outcome.broken("min");
        }
        return max != null && number.compareTo(max.value()) > 0 ? Outcome.broken("max") : Outcome.of(value);
    }
}
