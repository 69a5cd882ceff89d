package dev.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class ContractTest {

    @Test
    void theShippedContractOfHiresSaysWhatARowPromises() {
        Contract hires = Contracts.shipped().get("hired_employees");

        assertThat(hires.columns())
                .extracting(Column::name)
                .containsExactly("id", "name", "datetime", "department_id", "job_id");
        assertThat(hires.key()).extracting(Column::name).containsExactly("id");
        assertThat(hires.parents()).containsExactly("departments", "jobs");
        Column id = hires.columns().get(0);
        assertThat(id.generated()).isTrue();
        assertThat(id.isKey()).isTrue();
        assertThat(id.optional()).isFalse();
        assertThat(id.min()).isEqualTo(new Bound("1", BigDecimal.ONE));
        assertThat(id.doc()).isEqualTo("Id of the employee.");
        Column name = hires.columns().get(1);
        assertThat(name.maxLength()).isEqualTo(200);
        assertThat(name.minLength()).isZero();
        Column department = hires.columns().get(hires.indexOf("department_id"));
        assertThat(department.references()).isEqualTo(Optional.of("departments"));
        assertThat(hires.indexOf("salary")).isEqualTo(-1);
    }

    @Test
    void everyTypeIsRead() {
        Contract contract = contract("\"code\"", """
                {"name": "code", "type": "string"},
                {"name": "a", "type": "int"}, {"name": "b", "type": "long"}, {"name": "c", "type": "double"},
                {"name": "d", "type": "boolean"},
                {"name": "e", "type": {"type": "bytes", "logicalType": "decimal", "precision": 10, "scale": 2}},
                {"name": "f", "type": {"type": "int", "logicalType": "date"}},
                {"name": "g", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                {"name": "h", "type": ["null", {"type": "long", "logicalType": "timestamp-micros"}]},
                {"name": "i", "type": {"type": "string", "logicalType": "uuid"}},
                {"name": "j", "type": {"type": "enum", "name": "J", "symbols": ["X", "Y"]}}
                """);

        assertThat(contract.columns())
                .extracting(Column::type)
                .containsExactly(
                        new ColumnType.Text(),
                        new ColumnType.Int32(),
                        new ColumnType.Int64(),
                        new ColumnType.Float64(),
                        new ColumnType.Bool(),
                        new ColumnType.Decimal(10, 2),
                        new ColumnType.Date(),
                        new ColumnType.Timestamp(ColumnType.Unit.MILLIS),
                        new ColumnType.Timestamp(ColumnType.Unit.MICROS),
                        new ColumnType.Uuid(),
                        new ColumnType.Enumeration(List.of("X", "Y")));
        assertThat(contract.columns().get(8).optional()).isTrue();
    }

    @Test
    void boundsAreSpelledAsARowSpellsThem() {
        Contract contract = contract("\"code\"", """
                {"name": "code", "type": "string", "sluice.minLength": 2, "sluice.maxLength": 8, "sluice.pattern": "[A-Z]+"},
                {"name": "a", "type": "long", "sluice.min": -9223372036854775808, "sluice.max": 9223372036854775807},
                {"name": "e", "type": {"type": "bytes", "logicalType": "decimal", "precision": 10, "scale": 2},
                 "sluice.min": 0.01, "sluice.max": 99999999.99},
                {"name": "f", "type": {"type": "int", "logicalType": "date"}, "sluice.min": "1970-01-02"},
                {"name": "g", "type": {"type": "long", "logicalType": "timestamp-micros"},
                 "sluice.max": "1970-01-01T01:00:00.000001+01:00"}
                """);

        List<Column> columns = contract.columns();
        assertThat(columns.get(0).pattern()).hasToString("[A-Z]+");
        assertThat(columns.get(0).minLength()).isEqualTo(2);
        assertThat(columns.get(1).max()).isEqualTo(new Bound("9223372036854775807", new BigDecimal(Long.MAX_VALUE)));
        assertThat(columns.get(2).min()).isEqualTo(new Bound("0.01", new BigDecimal("0.01")));
        assertThat(columns.get(3).min()).isEqualTo(new Bound("1970-01-02", BigDecimal.ONE));
        assertThat(columns.get(4).max()).isEqualTo(new Bound("1970-01-01T01:00:00.000001+01:00", BigDecimal.ONE));
    }

    @Test
    void aCompositeKeyKeepsTheOrderInWhichItIsListed() {
        Contract contract = contract(
                "[\"b\", \"a\"]", "{\"name\": \"a\", \"type\": \"int\"}, {\"name\": \"b\", \"type\": \"string\"}");

        assertThat(contract.key()).extracting(Column::name).containsExactly("b", "a");
    }

    @Test
    void theValidSchemaIsTheContractWithNullAsTheDefaultOfOptionals() {
        Contract contract = contract(
                "\"a\"",
                "{\"name\": \"a\", \"type\": \"int\", \"sluice.min\": 1}, {\"name\": \"b\", \"type\": [\"null\", \"string\"]}");

        assertThat(contract.schema()).isEqualTo(new Schema.Parser().parse("""
                {"type": "record", "name": "T", "namespace": "test", "sluice.table": "t", "sluice.key": "a", "fields": [
                  {"name": "a", "type": "int", "sluice.min": 1},
                  {"name": "b", "type": ["null", "string"], "default": null}]}
                """));
    }

    @Test
    void aPatternMustMatchTheWholeTextAndTakesLinearTime() {
        TextPattern pattern = TextPattern.compile("(a+)+b");

        assertThat(pattern.matches("aab")).isTrue();
        assertThat(pattern.matches("aabc")).isFalse();
        assertThat(pattern.matches("a".repeat(50_000))).isFalse();
    }

    private static Contract contract(String key, String fields) {
        return Contract.parse("t.avsc", """
                {"type": "record", "name": "T", "namespace": "test", "sluice.table": "t", "sluice.key": %s, "fields": [%s]}
                """.formatted(key, fields));
    }
}
