package dev.sluice.producer.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import java.util.List;
import org.junit.jupiter.api.Test;

class RejectTest {
    private static final String REASONS = "[{\"rule\":\"required\",\"field\":\"job\",\"message\":\"is missing\"}]";

    private final Contract jobs = Contracts.shipped().get("jobs");

    @Test
    void aNullIsAnEmptyCell() {
        Reject reject = json("{\"id\":7,\"job\":null}");

        assertThat(reject.cells(jobs)).isEqualTo(List.of("7", "", "3", "required job: is missing"));
    }

    @Test
    void theTextNullStaysOne() {
        Reject reject = json("{\"id\":7,\"job\":\"null\"}");

        assertThat(reject.cells(jobs)).startsWith("7", "null");
    }

    private static Reject json(String row) {
        return new Reject(3, "a", row, "application/json", null, REASONS);
    }
}
