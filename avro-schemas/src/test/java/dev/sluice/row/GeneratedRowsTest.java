package dev.sluice.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Contracts;
import dev.sluice.testkit.HiringBatch;
import dev.sluice.testkit.HiringFault;
import dev.sluice.testkit.HiringRow;
import dev.sluice.testkit.RowFormat;
import dev.sluice.testkit.RowGenerator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The judge against rows whose rule was written down by somebody who doesn't know the judge. */
class GeneratedRowsTest {
    private static final int LARGEST_PARENT = 1_000;

    private final RowJudge judge = RowJudge.of(Contracts.shipped().get("hired_employees"), id -> {
        throw new IllegalStateException("no Avro here");
    });

    @ParameterizedTest
    @EnumSource(RowFormat.class)
    void everyRowGetsTheOneRuleItWasGeneratedToBreak(RowFormat format) {
        HiringBatch batch = RowGenerator.seeded().hires(format, 1, 2_000, 1_000);

        for (HiringRow row : batch.rows()) {
            RawRow raw = format == RowFormat.JSON ? RawRow.json(row.text()) : RawRow.csv(row.text());

            Verdict verdict = judge.judge(raw, (table, key) -> Integer.parseInt(key) <= LARGEST_PARENT);

            List<String> broken = verdict.fold(
                    valid -> List.of(),
                    removed -> List.of("removed"),
                    rejected ->
                            rejected.violations().stream().map(Violation::rule).toList(),
                    waiting -> List.of("missing-reference"));
            Optional<String> expected = row.fault().map(HiringFault::rule);
            assertThat(broken).as(row.text()).isEqualTo(expected.stream().toList());
        }
    }
}
