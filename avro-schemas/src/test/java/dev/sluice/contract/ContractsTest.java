package dev.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractsTest {

    @Test
    void parentsComeBeforeTheirChildren() {
        Contracts contracts = Contracts.shipped();

        assertThat(contracts.parentsFirst())
                .extracting(Contract::table)
                .containsExactly("departments", "jobs", "hired_employees");
        assertThat(contracts.childrenOf("jobs")).extracting(Contract::table).containsExactly("hired_employees");
        assertThat(contracts.tables()).containsExactly("departments", "hired_employees", "jobs");
        assertThat(contracts.find("HIRED_EMPLOYEES")).isEmpty();
    }

    @Test
    void aFourthTableIsOneFileMore(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("Badge.avsc"), """
                { "type": "record", "name": "Badge", "namespace": "dev.sluice.hiring", "sluice.table": "badges", "sluice.key": "code",
                  "fields": [
                    { "name": "code", "type": "string", "sluice.maxLength": 12, "sluice.pattern": "[A-Z]{2}-[0-9]+" },
                    { "name": "department_id", "type": ["null", "int"], "sluice.references": "departments" } ] }
                """);
        Files.writeString(directory.resolve("notes.txt"), "not a contract");

        Contracts contracts = Contracts.load(Optional.of(directory));

        assertThat(contracts.tables()).hasSize(4);
        assertThat(contracts.get("badges").parents()).containsExactly("departments");
    }

    @Test
    void aBrokenFileStopsTheStartByItsName(@TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("Broken.avsc"), new byte[] {'{', (byte) 0xff});

        ContractException refusal =
                catchThrowableOfType(ContractException.class, () -> Contracts.load(Optional.of(directory)));

        assertThat(refusal.source()).isEqualTo(file.toString());
    }

    @Test
    void aDirectoryThatIsNotThereStopsTheStart() {
        Path nowhere = Path.of("no", "such", "directory");

        ContractException refusal =
                catchThrowableOfType(ContractException.class, () -> Contracts.load(Optional.of(nowhere)));

        assertThat(refusal.source()).isEqualTo(nowhere.toString());
        assertThat(refusal.reason()).contains("can't be read");
    }

    @Test
    void twoContractsForOneTableAreRefused() {
        Contract one = table("one", "id int");
        Contract two = Contract.parse("two.avsc", json("one", "Two", "id int"));

        assertThat(refusal(one, two).reason()).contains("already that of one.avsc");
    }

    @Test
    void twoContractsWithOneRecordNameAreRefused() {
        Contract one = table("one", "id int");
        Contract two = Contract.parse("two.avsc", json("two", "one", "id int"));

        assertThat(refusal(one, two).reason()).contains("the record test.one is already that of one.avsc");
    }

    @Test
    void aReferenceToATableWithoutContractIsRefused() {
        ContractException refusal = refusal(table("child", "id int", "up int parent"));

        assertThat(refusal.source()).isEqualTo("child.avsc");
        assertThat(refusal.field()).isEqualTo("up");
        assertThat(refusal.reason()).contains("parent, which has no contract");
    }

    @Test
    void aReferenceToItselfIsRefused() {
        assertThat(refusal(table("child", "id int", "up int child")).reason()).contains("can't refer to itself");
    }

    @Test
    void aCycleOfReferencesIsRefusedAndShown() {
        ContractException refusal = refusal(
                table("a", "id int", "up int b"), table("b", "id int", "up int c"), table("c", "id int", "up int a"));

        assertThat(refusal.reason()).contains("a → b → c → a");
    }

    @Test
    void aReferenceOfAnotherTypeThanTheParentsKeyIsRefused() {
        ContractException refusal = refusal(table("child", "id int", "up long parent"), table("parent", "id int"));

        assertThat(refusal.field()).isEqualTo("up");
        assertThat(refusal.reason()).contains("Int64").contains("Int32");
    }

    @Test
    void aReferenceToACompositeKeyIsRefused() {
        Contract parent = Contract.parse(
                "parent.avsc",
                json("parent", "parent", "id int", "part int")
                        .replace("\"sluice.key\": \"id\"", "\"sluice.key\": [\"id\", \"part\"]"));

        assertThat(refusal(table("child", "id int", "up int parent"), parent).reason())
                .contains("whose key has several fields");
    }

    private static ContractException refusal(Contract... contracts) {
        return catchThrowableOfType(ContractException.class, () -> Contracts.of(List.of(contracts)));
    }

    private static Contract table(String table, String... fields) {
        return Contract.parse(table + ".avsc", json(table, table, fields));
    }

    /** A field is given as {@code name type [parent]}; the first is the key. */
    private static String json(String table, String record, String... fields) {
        List<String> all = Arrays.stream(fields)
                .map(field -> field.split(" "))
                .map(part -> part.length == 2
                        ? "{\"name\": \"%s\", \"type\": \"%s\"}".formatted((Object[]) part)
                        : "{\"name\": \"%s\", \"type\": \"%s\", \"sluice.references\": \"%s\"}"
                                .formatted((Object[]) part))
                .toList();
        return """
                {"type": "record", "name": "%s", "namespace": "test", "sluice.table": "%s", "sluice.key": "id", "fields": [%s]}
                """.formatted(record, table, String.join(", ", all));
    }
}
