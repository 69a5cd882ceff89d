package dev.sluice.sink;

import dev.sluice.contract.ColumnType;

/** What a column is called in PostgreSQL, spelled as {@code format_type} spells it. */
final class SqlType implements ColumnType.Cases<String> {
    private static final SqlType NAMES = new SqlType();

    private SqlType() {}

    static String of(ColumnType type) {
        return type.fold(NAMES);
    }

    @Override
    public String int32() {
        return "integer";
    }

    @Override
    public String int64() {
        return "bigint";
    }

    @Override
    public String float64() {
        return "double precision";
    }

    @Override
    public String bool() {
        return "boolean";
    }

    @Override
    public String text() {
        return "text";
    }

    @Override
    public String decimal(ColumnType.Decimal type) {
        return "numeric(%d,%d)".formatted(type.precision(), type.scale());
    }

    @Override
    public String date() {
        return "date";
    }

    @Override
    public String timestamp(ColumnType.Timestamp type) {
        return "timestamp with time zone";
    }

    @Override
    public String uuid() {
        return "uuid";
    }

    /** The contract is the one place that knows the symbols; a PostgreSQL enum could not follow it. */
    @Override
    public String enumeration(ColumnType.Enumeration type) {
        return "text";
    }
}
