package dev.sluice.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The real files that the house was built for, where the machine has them. */
@EnabledIfEnvironmentVariable(named = "SLUICE_HIRING_DATA", matches = ".+")
class HiringFilesTest {
    private static final Contracts CONTRACTS = Contracts.shipped();

    private final List<Row> valid = new ArrayList<>();
    private final Map<String, List<Violation>> rejected = new TreeMap<>();

    @Test
    void everyDepartmentAndJobIsValid() throws IOException {
        judge("departments");
        assertThat(valid).hasSize(12);

        judge("jobs");
        assertThat(valid).hasSize(12 + 183);
        assertThat(rejected).isEmpty();
    }

    @Test
    void exactlyTheCompleteHiresAreValidAndTheOthersMissWhatTheyMiss() throws IOException {
        judge("hired_employees");

        assertThat(valid).hasSize(1929);
        assertThat(rejected).hasSize(70);
        assertThat(valid.stream().map(HiringFilesTest::csv).toList())
                .containsExactlyElementsOf(expected("accepted_hired_employees.csv"));
        for (String line : expected("rejected_hired_employees.csv")) {
            String[] fields = line.split(",", -1);
            assertThat(rejected.get(fields[0]))
                    .extracting(Violation::rule, Violation::field)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(Rules.REQUIRED, fields[fields.length - 1]));
        }
    }

    private void judge(String table) throws IOException {
        Contract contract = CONTRACTS.get(table);
        RowJudge judge = RowJudge.of(contract, WriterSchemas.NONE);
        for (String line : Files.readAllLines(data().resolve(table + ".csv"))) {
            Verdict verdict = judge.judge(RawRow.csv(line), References.TRUSTED);
            if (verdict instanceof Verdict.Valid it) {
                valid.add(it.row());
            } else if (verdict instanceof Verdict.Rejected it) {
                rejected.put(line.split(",", 2)[0], it.violations());
            }
        }
    }

    private static List<String> expected(String file) throws IOException {
        List<String> lines = Files.readAllLines(data().resolve("expected").resolve(file));
        return lines.subList(1, lines.size());
    }

    private static String csv(Row row) {
        GenericRecord values = TestRows.decode(row);
        Instant datetime = Instant.EPOCH.plus((long) values.get("datetime"), ChronoUnit.MICROS);
        return "%s,%s,%s,%s,%s"
                .formatted(
                        values.get("id"),
                        values.get("name"),
                        datetime,
                        values.get("department_id"),
                        values.get("job_id"));
    }

    private static Path data() {
        return Path.of(System.getenv("SLUICE_HIRING_DATA"));
    }
}
