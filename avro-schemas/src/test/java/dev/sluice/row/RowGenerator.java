package dev.sluice.row;

import dev.sluice.contract.Column;
import dev.sluice.contract.ColumnType;
import dev.sluice.contract.Contract;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Rows, good and bad, from a seed: mostly good values, some that are wrong in a known way, some bytes changed at random. */
final class RowGenerator {
    private static final String[] ODD_NUMBERS = {
        "0",
        "-0",
        "00",
        "007",
        "1",
        "-1",
        "+1",
        "1.0",
        "8.5",
        "1e2",
        "1E-2",
        "0x10",
        "1_000",
        "٣",
        "2147483647",
        "2147483648",
        "-2147483648",
        "-2147483649",
        "9223372036854775807",
        "9223372036854775808",
        "1e400",
        "-1e-400",
        "1e100000000",
        "1e99999999999",
        "0e99999999999",
        "123456789012345678901234567890",
        "0.00",
        "100000.005",
        "99999.5",
        "99999.51",
        "1.10000000000",
        "4.9E-324",
        "1.7976931348623157e308",
        "1e-10",
        ".5",
        "5.",
        "--1",
        "1e",
        "NaN",
        "Infinity",
        "12345678.9"
    };
    private static final String[] ODD_TIMES = {
        "2021-02-30",
        "2020-02-29",
        "1900-02-29",
        "2000-02-29",
        "2021-13-01",
        "2021-00-10",
        "2021-1-1",
        "0000-01-01",
        "-0001-01-01",
        "10000-01-01",
        "+10000-01-01",
        "+2021-01-01",
        "02021-01-01",
        "0001-01-01",
        "9999-12-31",
        "999999999-01-01",
        "1234567890-01-01",
        "20210102",
        "now",
        "infinity"
    };
    private static final String[] ODD_CLOCKS = {
        "T00:00:00Z",
        "T24:00:00Z",
        "T23:59:60Z",
        "T23:60:00Z",
        "T12:00:00",
        "T12:00:00+18:00",
        "T12:00:00-18:00",
        "T12:00:00+18:01",
        "T12:00:00+19:00",
        "T12:00:00+1:00",
        "T12:00:00+0100",
        "T12:00:00.1Z",
        "T12:00:00.123456Z",
        "T12:00:00.123Z",
        "T12:00:00.1234567Z",
        "T12:00:00.Z",
        "t12:00:00Z",
        " 12:00:00Z",
        "T12:00Z",
        "T12:00:00-00:00",
        "T12:00:00+00:60"
    };
    private static final String[] ODD_TEXTS = {
        "",
        " ",
        "\u00a0",
        "\u2003\u3000",
        "\t",
        "\u0000",
        "a\u0000b",
        "\ud800",
        "x\udc00y",
        "👩‍🚀",
        "é",
        "שלום",
        "\\.",
        "\\N",
        "=1+1",
        "null",
        "true",
        "a\"b",
        "a,b",
        "a\nb",
        "a\\b",
        "AB",
        "A",
        "ABCDEFGHIJKLM",
        "AB-12",
        "\u0001",
        "\u007f",
        "🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀",
        "MID",
        "low",
        "123E4567-E89B-12D3-A456-426614174000",
        "123e4567-e89b-12d3-a456-42661417400g",
        "{",
        "[1,2]"
    };

    private final Random random;
    private final Contract contract;

    RowGenerator(Random random, Contract contract) {
        this.random = random;
        this.contract = contract;
    }

    byte[] json() {
        List<Column> columns = new ArrayList<>(contract.columns());
        columns.removeIf(column -> chance(40));
        if (chance(4)) {
            Collections.shuffle(columns, random);
        }
        if (chance(50) && !columns.isEmpty()) {
            columns.add(pick(columns));
        }
        StringBuilder row = new StringBuilder(space()).append('{');
        for (int i = 0; i < columns.size(); i++) {
            row.append(i == 0 ? "" : ",").append(space());
            row.append(quoted(columns.get(i).name()))
                    .append(space())
                    .append(':')
                    .append(space());
            row.append(jsonValue(columns.get(i))).append(space());
        }
        if (chance(40)) {
            row.append(columns.isEmpty() ? "" : ",")
                    .append(quoted(pick("x", "Id", "", "naïve", "id ")))
                    .append(':')
                    .append(anyJson(0));
        }
        return changed(bytes(row.append('}').append(space()).toString()));
    }

    byte[] csv(List<String> columns, char delimiter) {
        StringBuilder row = new StringBuilder(chance(50) ? "\ufeff" : "");
        for (int i = 0; i < columns.size(); i++) {
            row.append(i == 0 ? "" : String.valueOf(delimiter));
            int position = contract.indexOf(columns.get(i));
            String value = position < 0 ? "x" : value(contract.columns().get(position));
            row.append(csvValue(value, delimiter));
        }
        row.append(chance(80) ? pick(String.valueOf(delimiter), "\n", "\r\n", "\r", "\n\n", " ", "\"") : "");
        return changed(bytes(row.toString()));
    }

    private String csvValue(String value, char delimiter) {
        boolean special = value.indexOf(delimiter) >= 0 || value.contains("\"") || value.contains("\n");
        if (chance(10) || (special && !chance(20))) {
            return pick("", "", " ", "\t") + '"' + value.replace("\"", "\"\"") + '"' + pick("", "", " ");
        }
        return chance(10) ? pick(" ", "\t", "") + value + pick(" ", "\t") : value;
    }

    private String jsonValue(Column column) {
        if (chance(60)) {
            return anyJson(0);
        }
        if (column.optional() && chance(3)) {
            return "null";
        }
        ColumnType type = column.type();
        boolean bare = type instanceof ColumnType.Int32
                || type instanceof ColumnType.Int64
                || type instanceof ColumnType.Float64
                || type instanceof ColumnType.Decimal
                || type instanceof ColumnType.Bool;
        String value = value(column);
        return bare != chance(80) ? value.isEmpty() ? "null" : value : quoted(value);
    }

    private String anyJson(int depth) {
        return switch (random.nextInt(depth > 3 ? 5 : 7)) {
            case 0 -> pick("null", "true", "false");
            case 1 -> pick(ODD_NUMBERS);
            case 2 -> quoted(pick(ODD_TEXTS));
            case 3 -> pick("{}", "[]", "[ ]", "{ }", "nul", "[1,]", "{\"a\"}");
            case 4 -> String.valueOf(random.nextInt());
            case 5 -> "[" + anyJson(depth + 1) + space() + "," + anyJson(depth + 1) + "]";
            default -> "{" + quoted(pick(ODD_TEXTS)) + ":" + space() + anyJson(depth + 1) + space() + "}";
        };
    }

    private String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c) || chance(60)) {
                quoted.append("\\u").append(Integer.toHexString(0x10000 + c), 1, 5);
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private String value(Column column) {
        if (chance(25)) {
            return switch (random.nextInt(3)) {
                case 0 -> pick(ODD_NUMBERS);
                case 1 -> pick(ODD_TEXTS);
                default -> pick(ODD_TIMES) + (chance(3) ? "" : pick(ODD_CLOCKS));
            };
        }
        return column.type().fold(new Spelling(column));
    }

    private final class Spelling implements ColumnType.Cases<String> {
        private final Column column;

        Spelling(Column column) {
            this.column = column;
        }

        @Override
        public String int32() {
            return String.valueOf(chance(4) ? random.nextInt() : random.nextInt(45) - 4);
        }

        @Override
        public String int64() {
            return String.valueOf(random.nextLong() >> random.nextInt(64));
        }

        @Override
        public String float64() {
            return chance(2) ? String.valueOf(random.nextInt(100)) : String.valueOf(random.nextGaussian() * 100);
        }

        @Override
        public String bool() {
            return String.valueOf(random.nextBoolean());
        }

        @Override
        public String text() {
            int length = chance(500) ? 2_100 : random.nextInt(14);
            StringBuilder text = new StringBuilder(column.pattern() == null ? "" : "AB");
            for (int i = 0; i < length; i++) {
                text.appendCodePoint(
                        column.pattern() != null
                                ? 'A' + random.nextInt(26)
                                : pickOne('a', ' ', 'é', 0x20ac, 0x1f680, 'x', '|', '\\'));
            }
            return column.pattern() != null && length > 10 ? "AB-1" : text.toString();
        }

        @Override
        public String decimal(ColumnType.Decimal type) {
            BigInteger unscaled = new BigInteger(1 + random.nextInt(type.precision() * 3), random);
            BigDecimal value = new BigDecimal(unscaled, random.nextInt(type.scale() + 1));
            return chance(4) ? value.negate().toString() : value.toPlainString();
        }

        @Override
        public String date() {
            return LocalDate.ofEpochDay(random.nextInt(60_000) - 10_000).toString();
        }

        @Override
        public String timestamp(ColumnType.Timestamp type) {
            long nanos = chance(2) ? 0 : random.nextInt(1_000) * 1_000_000L;
            return Instant.ofEpochSecond(random.nextInt(), nanos).toString();
        }

        @Override
        public String uuid() {
            return new UUID(random.nextLong(), random.nextLong()).toString();
        }

        @Override
        public String enumeration(ColumnType.Enumeration type) {
            return pick(type.symbols());
        }
    }

    private byte[] changed(byte[] row) {
        if (!chance(12) || row.length == 0) {
            return row;
        }
        int at = random.nextInt(row.length);
        byte odd = chance(2)
                ? (byte) random.nextInt(256)
                : (byte) pickOne('"', '\\', ',', '{', '}', '[', ':', 0, '0', '-', '\n', 'e', ' ');
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(row, 0, at);
        int how = random.nextInt(3);
        if (how > 0) {
            out.write(odd);
        }
        int rest = how == 2 ? at : at + 1;
        out.write(row, rest, row.length - rest);
        return out.toByteArray();
    }

    private String space() {
        return chance(8) ? pick(" ", "\n", "\t", "\r\n  ") : "";
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private int pickOne(int... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static byte[] bytes(String row) {
        return row.getBytes(StandardCharsets.UTF_8);
    }
}
