package dev.sluice.producer.upload;

import dev.sluice.ledger.BatchIds;
import dev.sluice.ledger.Receipt;
import dev.sluice.producer.log.Attempt;
import dev.sluice.producer.log.BatchLookup;
import dev.sluice.producer.log.LogWriter;
import dev.sluice.producer.refusal.Refusal;
import dev.sluice.producer.requests.Claim;
import dev.sluice.producer.requests.IdempotencyKey;
import dev.sluice.producer.requests.Requests;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.json.JsonMapper;

/** Finds out where an upload stands that may have come before, and writes down how it ended. */
final class UploadClaims {
    private static final Logger LOG = LoggerFactory.getLogger(UploadClaims.class);

    private final Requests requests;
    private final BatchLookup lookup;
    private final LogWriter log;
    private final BatchIds ids;
    private final JsonMapper json;

    UploadClaims(Requests requests, BatchLookup lookup, LogWriter log, BatchIds ids, JsonMapper json) {
        this.requests = requests;
        this.lookup = lookup;
        this.log = log;
        this.ids = ids;
        this.json = json;
    }

    /** Nobody can come back with it, so PostgreSQL isn't asked. */
    Standing unclaimed(String source, String keyId) {
        return new Standing(Progress.none(ids.next(), source, keyId, log.transactionalIds()), null, null, null);
    }

    Standing claimed(String source, String keyId, IdempotencyKey key) {
        String batchId = ids.next();
        try {
            Attempt from = lookup.before(batchId);
            Claim claim = requests.claim(keyId, key.name(), key.fingerprint(), batchId, from);
            if (claim instanceof Claim.Mismatch) {
                throw Refusal.idempotencyMismatch();
            }
            if (claim instanceof Claim.InFlight busy) {
                throw Refusal.uploadInFlight(busy.batchId());
            }
            if (claim instanceof Claim.Repeated repeated) {
                return ended(json.readValue(repeated.answer(), Ending.class));
            }
            Claim.Ours ours = (Claim.Ours) claim;
            Attempt before = ours.before();
            Progress none = Progress.none(ours.batchId(), source, keyId, log.transactionalIds());
            return before == null ? new Standing(none, ours, from, null) : goneOn(ours, before, none);
        } catch (BatchLookup.NotAnswered e) {
            throw Refusal.logUnavailable("Kafka did not answer");
        } catch (DataAccessException e) {
            throw Refusal.databaseUnavailable();
        }
    }

    /** Somebody was at it: the log says how far. */
    private Standing goneOn(Claim.Ours ours, Attempt before, Progress none) throws BatchLookup.NotAnswered {
        History history = new History();
        lookup.read(ours.batchId(), before, history);
        Optional<Receipt> ended = history.receipt();
        if (ended.isPresent()) {
            Ending ending = new Ending(ended.get(), history.progress().orElse(none));
            end(ours, ending);
            return ended(ending);
        }
        Progress progress = history.progress().orElse(none).by(log.transactionalIds());
        return new Standing(progress, ours, before, null);
    }

    private static Standing ended(Ending ending) {
        if (ending.receipt().interrupted() != null) {
            throw Refusal.uploadInterrupted(
                    ending.receipt(),
                    ending.progress().rows(),
                    ending.progress().line());
        }
        Claim.Ours closed = new Claim.Ours(ending.progress().batchId(), "", null, null);
        return new Standing(ending.progress(), closed, null, ending.receipt());
    }

    /** Whether the claim is still ours; noted with what the next chunk is sent under. */
    boolean stands(Claim.Ours claim, String transactionalId) {
        try {
            return requests.attempt(claim, transactionalId);
        } catch (DataAccessException e) {
            LOG.atWarn()
                    .addKeyValue("batch", claim.batchId())
                    .addKeyValue("cause", e.toString())
                    .log("upload could not be gone on with");
            return false;
        }
    }

    /** What can't be written down now is found in the log by whoever comes back. */
    void end(Claim.Ours claim, Ending ending) {
        write(claim, () -> requests.accept(claim.batchId(), json.writeValueAsString(ending)));
    }

    /** Nothing was ingested. */
    void forget(Claim.Ours claim) {
        write(claim, () -> requests.forget(claim));
    }

    /** Whoever comes back needn't wait for the lease to end. */
    void release(Claim.Ours claim) {
        write(claim, () -> requests.release(claim));
    }

    private static void write(Claim.Ours claim, Runnable work) {
        try {
            work.run();
        } catch (DataAccessException e) {
            LOG.atWarn()
                    .addKeyValue("batch", claim.batchId())
                    .addKeyValue("cause", e.toString())
                    .log("outcome of a request could not be written down");
        }
    }

    /** How an upload ended: kept with its key. */
    record Ending(Receipt receipt, Progress progress) {}
}
