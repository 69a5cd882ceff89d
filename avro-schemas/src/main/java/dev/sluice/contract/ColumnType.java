package dev.sluice.contract;

import java.util.List;

/** The types a column may have. Each one has exactly one Avro type, one PostgreSQL type and one JSON spelling. */
public sealed interface ColumnType {

    record Int32() implements ColumnType {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.int32();
        }
    }

    record Int64() implements ColumnType {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.int64();
        }
    }

    record Float64() implements ColumnType {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.float64();
        }
    }

    record Bool() implements ColumnType {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.bool();
        }
    }

    record Text() implements ColumnType {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.text();
        }
    }

    /** Unscaled two's complement bytes in Avro. */
    record Decimal(int precision, int scale) implements ColumnType {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.decimal(this);
        }
    }

    /** Days since 1970-01-01 in Avro. */
    record Date() implements ColumnType {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.date();
        }
    }

    /** An instant: {@code timestamptz} in PostgreSQL, counted from the epoch in the unit given in Avro. */
    record Timestamp(Unit unit) implements ColumnType {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.timestamp(this);
        }
    }

    /** An Avro string of 36 lower-case characters. */
    record Uuid() implements ColumnType {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.uuid();
        }
    }

    /** Stored as text; the Avro value is the symbol's index. */
    record Enumeration(List<String> symbols) implements ColumnType {
        public Enumeration {
            symbols = List.copyOf(symbols);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.enumeration(this);
        }
    }

    /** What an instant is counted in. */
    enum Unit {
        MILLIS(3, 1_000),
        MICROS(6, 1_000_000);

        private final int digits;
        private final long perSecond;

        Unit(int digits, long perSecond) {
            this.digits = digits;
            this.perSecond = perSecond;
        }

        /** Fraction digits of a second that this unit can hold. */
        public int digits() {
            return digits;
        }

        public long perSecond() {
            return perSecond;
        }
    }

    /** Java 17 has no exhaustive switch over sealed types: a new type breaks every fold at compile time instead. */
    <R> R fold(Cases<R> cases);

    /** One case for each type. */
    interface Cases<R> {
        R int32();

        R int64();

        R float64();

        R bool();

        R text();

        R decimal(Decimal type);

        R date();

        R timestamp(Timestamp type);

        R uuid();

        R enumeration(Enumeration type);
    }
}
