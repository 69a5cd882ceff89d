package dev.sluice.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.copy.CopyBuffer;
import dev.sluice.copy.CopyEncoder;
import dev.sluice.copy.IdSet;
import dev.sluice.testkit.Backends;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** The binary form of every type against PostgreSQL's own parsing of the same value from text. */
class CopyEncoderIT {
    private static final int ROWS = 20_000;

    private static final Contract EVERYTHING = Contract.parse("Everything.avsc", """
            { "type": "record", "name": "Everything", "namespace": "test", "sluice.table": "everything", "sluice.key": "id", "fields": [
              { "name": "id", "type": "int" },
              { "name": "big", "type": ["null", "long"] },
              { "name": "real", "type": ["null", "double"] },
              { "name": "yes", "type": ["null", "boolean"] },
              { "name": "words", "type": ["null", "string"] },
              { "name": "small", "type": ["null", { "type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2 }] },
              { "name": "huge", "type": ["null", { "type": "bytes", "logicalType": "decimal", "precision": 38, "scale": 11 }] },
              { "name": "whole", "type": ["null", { "type": "bytes", "logicalType": "decimal", "precision": 20, "scale": 0 }] },
              { "name": "day", "type": ["null", { "type": "int", "logicalType": "date" }] },
              { "name": "millis", "type": ["null", { "type": "long", "logicalType": "timestamp-millis" }] },
              { "name": "micros", "type": ["null", { "type": "long", "logicalType": "timestamp-micros" }] },
              { "name": "token", "type": ["null", { "type": "string", "logicalType": "uuid" }] },
              { "name": "level", "type": ["null", { "type": "enum", "name": "Level", "symbols": ["LOW", "MID", "HIGH"] }] }
            ] }
            """);

    private final long seed = Long.getLong("sluice.test.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** A value as Avro has it, and as PostgreSQL reads it from text. */
    private record Value(@Nullable Object avro, @Nullable String text) {}

    @Test
    void everyTypeIsStoredAsPostgresqlWouldReadIt() throws SQLException {
        System.out.println("-Dsluice.test.seed=" + seed);
        List<List<Value>> rows = new ArrayList<>();
        for (int id = 0; id < ROWS; id++) {
            rows.add(row(id));
        }

        try (Connection connection = Backends.shared().freshDatabase().connect();
                Statement statement = connection.createStatement()) {
            Contracts contracts = Contracts.of(List.of(EVERYTHING));
            statement.execute(new TableDefinition("public", contracts, EVERYTHING).create());
            statement.execute("create table expected (like everything)");
            copy(connection, rows);
            insert(connection, rows);

            try (ResultSet difference = statement.executeQuery(
                    "select count(*) filter (where e is distinct from x), count(*) from everything e full join expected x using (id)")) {
                difference.next();
                assertThat(difference.getLong(2)).isEqualTo(ROWS);
                assertThat(difference.getLong(1)).isZero();
            }
        }
    }

    @Test
    void bytesThatAreNotExactlyOneRowAreRefusedAndLeaveNothing() {
        CopyEncoder encoder = CopyEncoder.of(EVERYTHING);
        IdSet[] none = new IdSet[EVERYTHING.columns().size()];
        CopyBuffer out = new CopyBuffer(16);
        for (int i = 0; i < 2_000; i++) {
            byte[] body = body(row(i));
            byte[] cut = Arrays.copyOf(body, random.nextInt(body.length));
            byte[] longer = Arrays.copyOf(body, body.length + 1);

            assertThat(encoder.encode(cut, 0, none, out)).isFalse();
            assertThat(encoder.encode(longer, 0, none, out)).isFalse();
            assertThat(out.size()).isZero();
        }
    }

    private static void copy(Connection connection, List<List<Value>> rows) throws SQLException {
        CopyEncoder encoder = CopyEncoder.of(EVERYTHING);
        IdSet[] none = new IdSet[EVERYTHING.columns().size()];
        CopyBuffer buffer = new CopyBuffer(1024);
        buffer.begin();
        for (List<Value> row : rows) {
            assertThat(encoder.encode(body(row), 0, none, buffer)).isTrue();
        }
        buffer.end();
        CopyIn in =
                connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy everything from stdin (format binary)");
        in.writeToCopy(buffer.bytes(), 0, buffer.size());
        assertThat(in.endCopy()).isEqualTo(rows.size());
    }

    private static void insert(Connection connection, List<List<Value>> rows) throws SQLException {
        String casts = EVERYTHING.columns().stream()
                .map(column -> "?::text::" + SqlType.of(column.type()))
                .collect(Collectors.joining(", "));
        try (PreparedStatement insert = connection.prepareStatement("insert into expected values (" + casts + ")")) {
            for (List<Value> row : rows) {
                for (int i = 0; i < row.size(); i++) {
                    insert.setString(i + 1, row.get(i).text());
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static byte[] body(List<Value> row) {
        return Publisher.body(EVERYTHING.schema(), row.stream().map(Value::avro).toArray());
    }

    private List<Value> row(int id) {
        List<Value> row = new ArrayList<>();
        row.add(new Value(id, Integer.toString(id)));
        for (Column column :
                EVERYTHING.columns().subList(1, EVERYTHING.columns().size())) {
            row.add(random.nextInt(8) == 0 ? new Value(null, null) : value(column));
        }
        return row;
    }

    private Value value(Column column) {
        return switch (column.name()) {
            case "big" -> same(random.nextLong() >> random.nextInt(64));
            case "real" -> same(Double.longBitsToDouble(random.nextLong()));
            case "yes" -> same(random.nextBoolean());
            case "words" -> same(words());
            case "small" -> decimal(9, 2);
            case "huge" -> decimal(38, 11);
            case "whole" -> decimal(20, 0);
            case "day" -> day(random.nextInt(4_000_000) - 700_000);
            case "millis" -> instant(random.nextLong() % 60_000_000_000_000L, 1_000);
            case "micros" -> instant(random.nextLong() % 60_000_000_000_000_000L, 1_000_000);
            case "token" -> same(new UUID(random.nextLong(), random.nextLong()).toString());
            default -> level();
        };
    }

    private static Value same(Object value) {
        return new Value(value, value.toString());
    }

    private String words() {
        return random.ints(random.nextInt(30), 1, 0x10FFFF)
                .filter(point -> point < 0xD800 || point > 0xDFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private Value decimal(int precision, int scale) {
        BigInteger limit = BigInteger.TEN.pow(random.nextInt(precision) + 1);
        BigInteger unscaled = new BigInteger(limit.bitLength() + 8, random).mod(limit);
        if (random.nextInt(4) == 0) {
            unscaled = BigInteger.TEN.pow(random.nextInt(precision));
        }
        BigInteger signed = random.nextBoolean() ? unscaled : unscaled.negate();
        return new Value(ByteBuffer.wrap(signed.toByteArray()), new BigDecimal(signed, scale).toPlainString());
    }

    private static Value day(int days) {
        LocalDate date = LocalDate.ofEpochDay(days);
        return new Value(days, date(date));
    }

    private static Value instant(long count, long perSecond) {
        Instant instant = Instant.ofEpochSecond(
                Math.floorDiv(count, perSecond), Math.floorMod(count, perSecond) * (1_000_000_000 / perSecond));
        String text = instant.toString();
        LocalDate date = instant.atZone(ZoneOffset.UTC).toLocalDate();
        String time = text.substring(text.indexOf('T') + 1, text.length() - 1);
        String bc = date.getYear() <= 0 ? " BC" : "";
        return new Value(count, date(date).replace(" BC", "") + " " + time + "+00" + bc);
    }

    /** PostgreSQL knows no year 0 and no sign before a year. */
    private static String date(LocalDate date) {
        int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
        String bc = date.getYear() > 0 ? "" : " BC";
        return "%04d-%02d-%02d".formatted(year, date.getMonthValue(), date.getDayOfMonth()) + bc;
    }

    private Value level() {
        Schema union = EVERYTHING.schema().getField("level").schema();
        Schema schema = union.getTypes().get(1);
        String symbol = schema.getEnumSymbols().get(random.nextInt(3));
        return new Value(new GenericData.EnumSymbol(schema, symbol), symbol);
    }
}
