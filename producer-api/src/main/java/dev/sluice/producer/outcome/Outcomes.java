package dev.sluice.producer.outcome;

import dev.sluice.ledger.BatchIds;
import dev.sluice.ledger.Receipt;
import dev.sluice.ledger.Receipts;
import dev.sluice.producer.log.BatchLookup;
import dev.sluice.producer.refusal.Refusal;
import dev.sluice.producer.upload.History;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Says whether a batch exists. A commit whose outcome was not known in time was asked for after the broker had acknowledged
 * every record, so reading to the end of what is written by now, with no transaction open before it, is an answer for good.
 */
final class Outcomes {
    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

    private final Receipts receipts;
    private final BatchLookup lookup;
    private final Clock clock;
    private final Duration kept;

    /** @param kept how long the log keeps the events of batches */
    Outcomes(Receipts receipts, BatchLookup lookup, Clock clock, Duration kept) {
        this.receipts = receipts;
        this.lookup = lookup;
        this.clock = clock;
        this.kept = kept;
    }

    Receipt of(String batchId) {
        return counted(batchId).orElseGet(() -> logged(batchId));
    }

    /** The ledger's receipt says more than the log, once it knows how many rows there are. */
    private Optional<Receipt> counted(String batchId) {
        try {
            return receipts.find(batchId).filter(receipt -> receipt.received() != null);
        } catch (DataAccessException e) {
            LOG.atDebug().addKeyValue("cause", e.toString()).log("ledger can't be read");
            return Optional.empty();
        }
    }

    private Receipt logged(String batchId) {
        Instant named = BatchIds.time(batchId)
                .filter(time -> time.plus(kept).isAfter(clock.instant()))
                .orElseThrow(() -> Refusal.noSuchBatch(batchId));
        History history = new History();
        try {
            lookup.readUntil(batchId, lookup.since(batchId, named), event -> {
                history.accept(event);
                return history.ended();
            });
        } catch (BatchLookup.NotAnswered e) {
            LOG.atDebug().addKeyValue("cause", e.toString()).log("log could not tell whether it has a batch");
            throw Refusal.outcomeUnknown(batchId);
        }
        return history.known().orElseThrow(() -> Refusal.notIngested(batchId));
    }
}
