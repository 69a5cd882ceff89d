package dev.sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.Receipt.Counts;
import dev.sluice.ledger.Receipt.State;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReceiptTest {
    @Test
    void whatHasNoOutcomeIsInFlight() {
        Receipt receipt = Receipt.of("b", Map.of("jobs", Counts.of(10L, 5, 1, 2)));

        assertThat(receipt.inFlight()).isEqualTo(2);
        assertThat(receipt.state()).isEqualTo(State.PROCESSING);
        assertThat(receipt.table()).isEqualTo("jobs");
        assertThat(receipt.links()).containsEntry("self", "/v1/batches/b");
    }

    @Test
    void aBatchIsSettledWhenEveryRowHasItsOutcome() {
        assertThat(Receipt.of("b", Map.of("jobs", Counts.of(10L, 9, 1, 0))).state())
                .isEqualTo(State.SETTLED);
    }

    @Test
    void aRowIsNotCountedAsWaitingOnceItIsStored() {
        Counts counts = Counts.of(3L, 2, 0, 2);

        assertThat(counts.waiting()).isEqualTo(1);
        assertThat(counts.inFlight()).isZero();
    }

    @Test
    void withoutTheEdgesCountNothingIsKnownToBeInFlight() {
        Receipt receipt = Receipt.of("b", Map.of("jobs", Counts.of(null, 2, 0, 0)));

        assertThat(receipt.received()).isNull();
        assertThat(receipt.inFlight()).isNull();
        assertThat(receipt.state()).isEqualTo(State.RECEIVING);
    }

    @Test
    void severalTablesAreToldApartAndAddedUp() {
        Receipt receipt =
                Receipt.of("b", Map.of("jobs", Counts.of(3L, 1, 1, 0), "departments", Counts.of(4L, 4, 0, 0)));

        assertThat(receipt.table()).isNull();
        assertThat(receipt.tables()).containsOnlyKeys("jobs", "departments");
        assertThat(receipt.received()).isEqualTo(7);
        assertThat(receipt.stored()).isEqualTo(5);
        assertThat(receipt.inFlight()).isEqualTo(1);
    }
}
