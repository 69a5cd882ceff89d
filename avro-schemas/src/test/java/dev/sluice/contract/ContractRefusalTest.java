package dev.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A contract that can't be right stops the start, with the file, the field and the reason. */
class ContractRefusalTest {

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\u0001', textBlock = """
            {"name": "a", "type": "float"}                                                              ~ type float is not supported
            {"name": "a", "type": "bytes"}                                                              ~ type bytes is not supported
            {"name": "a", "type": {"type": "array", "items": "int"}}                                    ~ type array is not supported
            {"name": "a", "type": {"type": "long", "logicalType": "timestamp-nanos"}}                   ~ timestamp-nanos is not supported
            {"name": "a", "type": {"type": "long", "logicalType": "date"}}                              ~ logicalType does not fit
            {"name": "a", "type": {"type": "long", "logicalType": "moon-phase"}}                        ~ moon-phase is not supported
            {"name": "a", "type": {"type": "bytes", "logicalType": "decimal", "precision": 2, "scale": 3}}    ~ logicalType does not fit
            {"name": "a", "type": {"type": "bytes", "logicalType": "decimal", "precision": 1001, "scale": 3}} ~ at most 1000 digits
            {"name": "a", "type": {"type": "fixed", "name": "F", "size": 16, "logicalType": "uuid"}}    ~ logicalType uuid is not supported
            {"name": "a", "type": ["int", "null"]}                                                      ~ a union must be
            {"name": "a", "type": ["null", "int", "string"]}                                            ~ a union must be
            {"name": "a", "type": {"type": "enum", "name": "E", "symbols": ["X"], "default": "X"}}      ~ default symbol is not supported
            {"name": "a", "type": "int", "default": 1}                                                  ~ a default other than null
            {"name": "a", "type": "int", "aliases": ["z"]}                                              ~ aliases are not supported
            {"name": "a", "type": "int", "sluice.minimum": 1}                                           ~ unknown rule sluice.minimum
            {"name": "a", "type": {"type": "int", "sluice.min": 1}}                                     ~ belongs beside the field's name
            {"name": "a", "type": "int", "sluice.min": "1"}                                             ~ sluice.min must be a whole number
            {"name": "a", "type": "int", "sluice.min": 1.5}                                             ~ sluice.min must be a whole number
            {"name": "a", "type": "int", "sluice.max": 2147483648}                                      ~ outside what the type can hold
            {"name": "a", "type": "double", "sluice.max": 1e999}                                        ~ no finite double
            {"name": "a", "type": "int", "sluice.min": 2, "sluice.max": 1}                              ~ sluice.min is greater than sluice.max
            {"name": "a", "type": "string", "sluice.min": 2}                                            ~ sluice.min does not fit
            {"name": "a", "type": "boolean", "sluice.max": 2}                                           ~ sluice.max does not fit
            {"name": "a", "type": {"type": "bytes", "logicalType": "decimal", "precision": 4, "scale": 2}, "sluice.max": 100} ~ outside what the type can hold
            {"name": "a", "type": {"type": "bytes", "logicalType": "decimal", "precision": 4, "scale": 2}, "sluice.min": 0.001} ~ outside what the type can hold
            {"name": "a", "type": {"type": "int", "logicalType": "date"}, "sluice.min": "2021-02-30"}   ~ spelled as a row would spell it
            {"name": "a", "type": {"type": "long", "logicalType": "timestamp-millis"}, "sluice.min": "2021-02-03T00:00:00.0001Z"} ~ more than 3 fraction digits
            {"name": "a", "type": {"type": "long", "logicalType": "timestamp-millis"}, "sluice.min": "0001-01-01T00:00:00+01:00"} ~ years are 1 to 9999
            {"name": "a", "type": "int", "sluice.maxLength": 3}                                         ~ sluice.maxLength fits strings only
            {"name": "a", "type": "string", "sluice.maxLength": -1}                                     ~ whole number of code points
            {"name": "a", "type": "string", "sluice.minLength": 2, "sluice.maxLength": 1}               ~ sluice.minLength is greater
            {"name": "a", "type": "string", "sluice.pattern": "(unclosed"}                              ~ sluice.pattern does not compile
            {"name": "a", "type": "string", "sluice.pattern": "(?=look)ahead"}                          ~ sluice.pattern does not compile
            {"name": "a", "type": "int", "sluice.pattern": "1+"}                                        ~ fits strings only
            {"name": "a", "type": "int", "sluice.references": 7}                                        ~ must name a table
            {"name": "a", "type": "int", "sluice.generated": true}                                      ~ the whole key
            {"name": "a", "type": "int", "sluice.generated": "yes"}                                     ~ must be true or false
            {"name": "Abc", "type": "int"}                                                              ~ must match [a-z][a-z0-9_]*
            {"name": "xmin", "type": "int"}                                                             ~ PostgreSQL keeps this name
            """)
    void aFieldThatCantBeRightIsNamedWithItsReason(String field, String reason) {
        ContractException refusal = refused("t", "\"id\"", "{\"name\": \"id\", \"type\": \"int\"}, " + field);

        assertThat(refusal.source()).isEqualTo("t.avsc");
        assertThat(field).contains("\"name\": \"" + refusal.field() + "\"");
        assertThat(refusal.reason()).contains(reason);
        assertThat(refusal).hasMessageContainingAll("t.avsc", refusal.field(), reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\u0001', textBlock = """
            "nope"        ~ nope ~ a field that the contract doesn't have
            ["id", "nope"]~ nope ~ a field that the contract doesn't have
            ["id", "id"]  ~      ~ list each field once
            []            ~      ~ must name the key field
            7             ~      ~ must name the key field
            "may"         ~ may  ~ can't be optional
            "ratio"       ~ ratio~ can't be a key
            ["gen", "id"] ~ gen  ~ the whole key
            """)
    void aKeyThatCantBeRightIsNamedWithItsReason(String key, String field, String reason) {
        ContractException refusal = refused("t", key, """
                {"name": "id", "type": "int"}, {"name": "may", "type": ["null", "int"]}, {"name": "ratio", "type": "double"},
                {"name": "gen", "type": "int", "sluice.generated": %s}
                """.formatted(key.contains("gen")));

        assertThat(refusal.field()).isEqualTo(field == null ? "" : field);
        assertThat(refusal.reason()).contains(reason);
    }

    @ParameterizedTest
    @CsvSource({"Jobs", "1jobs", "jo-bs", "jöbs", "'x\";drop table'", "''"})
    void aTableNameThatIsNoPlainIdentifierIsRefused(String table) {
        assertThat(refused(table.replace("\"", "\\\""), "\"id\"", "{\"name\": \"id\", \"type\": \"int\"}")
                        .reason())
                .contains("the table name");
    }

    @Test
    void aTableNameOf63BytesIsTheLongest() {
        String longest = "t".repeat(63);

        assertThat(Contract.parse("t.avsc", json(longest, "\"id\"", "{\"name\": \"id\", \"type\": \"int\"}"))
                        .table())
                .isEqualTo(longest);
        assertThat(refused(longest + "t", "\"id\"", "{\"name\": \"id\", \"type\": \"int\"}")
                        .reason())
                .contains("at most 63 bytes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\u0001', textBlock = """
            {                                                       ~ is not JSON
            {} {}                                                   ~ is not JSON
            {"type": "record", "type": "record"}                    ~ is not JSON
            {"x": 1e99999999999999999999}                           ~ is not JSON
            "int"                                                   ~ must be an Avro record
            {"type": "record", "fields": []}                        ~ is not an Avro schema
            {"type": "record", "name": "T", "fields": []}           ~ sluice.table is missing
            {"type": "record", "name": "T", "sluice.table": "t", "sluice.key": "a", "fields": [{"name": "a", "type": "Nobody"}]} ~ is not an Avro schema
            {"type": "record", "name": "T", "sluice.table": "t", "fields": []}                      ~ sluice.key must name
            {"type": "record", "name": "T", "sluice.table": "t", "sluice.key": "id", "fields": []}  ~ has no fields
            {"type": "record", "name": "T", "sluice.table": "t", "sluice.keys": "id", "fields": []} ~ unknown rule sluice.keys
            {"type": "record", "name": "T", "sluice.table": "t", "sluice.key": "a", "fields": [{"name": "a", "type": "int"}, {"name": "a", "type": "int"}]} ~ is not an Avro schema
            """)
    void aFileThatIsNoContractIsRefusedAsAWhole(String json, String reason) {
        ContractException refusal = catchThrowableOfType(ContractException.class, () -> Contract.parse("t.avsc", json));

        assertThat(refusal.field()).isEmpty();
        assertThat(refusal.reason()).contains(reason);
    }

    @Test
    void moreFieldsThanATableCanHaveAreRefused() {
        String fields = IntStream.range(0, 1601)
                .mapToObj(i -> "{\"name\": \"c" + i + "\", \"type\": \"int\"}")
                .collect(Collectors.joining(", "));

        assertThat(refused("t", "\"c0\"", fields).reason()).contains("at most 1600");
    }

    private static ContractException refused(String table, String key, String fields) {
        return catchThrowableOfType(ContractException.class, () -> Contract.parse("t.avsc", json(table, key, fields)));
    }

    private static String json(String table, String key, String fields) {
        return """
                {"type": "record", "name": "T", "sluice.table": "%s", "sluice.key": %s, "fields": [%s]}
                """.formatted(table, key, fields);
    }
}
