package dev.sluice.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads {@code sluice.min} and {@code sluice.max} in the spelling of their column's type. */
final class BoundParser {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final String source;
    private final String field;
    private final ColumnType type;

    BoundParser(String source, String field, ColumnType type) {
        this.source = source;
        this.field = field;
        this.type = type;
    }

    @Nullable
    Bound parse(String rule, @Nullable JsonNode node) {
        if (node == null) {
            return null;
        }
        return type.fold(new ColumnType.Cases<Bound>() {
            @Override
            public Bound int32() {
                return whole(rule, node, Integer.MIN_VALUE, Integer.MAX_VALUE);
            }

            @Override
            public Bound int64() {
                return whole(rule, node, Long.MIN_VALUE, Long.MAX_VALUE);
            }

            @Override
            public Bound float64() {
                Bound bound = number(rule, node);
                if (Double.isInfinite(bound.value().doubleValue())) {
                    throw wrong(rule + " is no finite double");
                }
                return bound;
            }

            @Override
            public Bound bool() {
                throw unfit(rule);
            }

            @Override
            public Bound text() {
                throw unfit(rule);
            }

            @Override
            public Bound decimal(ColumnType.Decimal decimal) {
                return decimalOf(rule, node, decimal);
            }

            @Override
            public Bound date() {
                return time(rule, node, BoundParser::day);
            }

            @Override
            public Bound timestamp(ColumnType.Timestamp timestamp) {
                return time(rule, node, text -> instant(text, timestamp.unit()));
            }

            @Override
            public Bound uuid() {
                throw unfit(rule);
            }

            @Override
            public Bound enumeration(ColumnType.Enumeration enumeration) {
                throw unfit(rule);
            }
        });
    }

    private Bound number(String rule, JsonNode node) {
        if (!node.isNumber()) {
            throw wrong(rule + " must be a number");
        }
        return new Bound(node.asText(), node.decimalValue());
    }

    private Bound whole(String rule, JsonNode node, long least, long greatest) {
        if (!node.isIntegralNumber()) {
            throw wrong(rule + " must be a whole number");
        }
        BigDecimal value = node.decimalValue();
        if (value.compareTo(BigDecimal.valueOf(least)) < 0 || value.compareTo(BigDecimal.valueOf(greatest)) > 0) {
            throw wrong(rule + " lies outside what the type can hold");
        }
        return new Bound(node.asText(), value);
    }

    private Bound decimalOf(String rule, JsonNode node, ColumnType.Decimal decimal) {
        Bound bound = number(rule, node);
        BigDecimal value = bound.value().stripTrailingZeros();
        if (value.scale() > decimal.scale()
                || value.precision() - value.scale() > decimal.precision() - decimal.scale()) {
            throw wrong(rule + " lies outside what the type can hold");
        }
        return new Bound(value.toPlainString(), value);
    }

    private Bound time(String rule, JsonNode node, Function<String, Long> count) {
        try {
            return new Bound(node.asText(), BigDecimal.valueOf(count.apply(node.asText())));
        } catch (DateTimeException e) {
            throw wrong(rule + " must be a text spelled as a row would spell it: " + e.getMessage());
        }
    }

    private static long day(String text) {
        LocalDate day = LocalDate.parse(text);
        within(day.getYear());
        return day.toEpochDay();
    }

    private static long instant(String text, ColumnType.Unit unit) {
        Instant instant = OffsetDateTime.parse(text).toInstant();
        within(instant.atOffset(ZoneOffset.UTC).getYear());
        long nanosPerUnit = NANOS_PER_SECOND / unit.perSecond();
        if (instant.getNano() % nanosPerUnit != 0) {
            throw new DateTimeException("more than " + unit.digits() + " fraction digits");
        }
        return instant.getEpochSecond() * unit.perSecond() + instant.getNano() / nanosPerUnit;
    }

    private static void within(int year) {
        if (year < 1 || year > 9999) {
            throw new DateTimeException("the years are 1 to 9999");
        }
    }

    private ContractException unfit(String rule) {
        return wrong(rule + " does not fit this type");
    }

    private ContractException wrong(String reason) {
        return new ContractException(source, field, reason);
    }
}
