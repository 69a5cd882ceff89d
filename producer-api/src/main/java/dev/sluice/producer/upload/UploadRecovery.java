package dev.sluice.producer.upload;

import dev.sluice.ledger.BatchIds;
import dev.sluice.ledger.Receipt;
import dev.sluice.problem.ProblemException;
import dev.sluice.producer.log.Attempt;
import dev.sluice.producer.log.BatchLookup;
import dev.sluice.producer.requests.Claim;
import dev.sluice.producer.requests.Requests;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Closes uploads that nobody has gone on with for a while, so that their receipts come to an end. The ledger names the
 * batches that have rows and no end; only the log says whether they are uploads and how far they came.
 */
final class UploadRecovery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UploadRecovery.class);

    private final OpenBatches open;
    private final Requests requests;
    private final BatchLookup lookup;
    private final UploadClaims claims;
    private final UploadStart start;
    private final Clock clock;
    private final Duration abandoned;
    private final Set<String> passed = new HashSet<>();
    private final CountDownLatch stop = new CountDownLatch(1);

    UploadRecovery(
            OpenBatches open,
            Requests requests,
            BatchLookup lookup,
            UploadClaims claims,
            UploadStart start,
            Clock clock,
            Duration abandoned) {
        this.open = open;
        this.requests = requests;
        this.lookup = lookup;
        this.claims = claims;
        this.start = start;
        this.clock = clock;
        this.abandoned = abandoned;
        Thread thread = new Thread(this::watch, "sluice-upload-recovery");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        long every = Math.max(500, Math.min(30_000, abandoned.toMillis() / 4));
        try {
            while (!stop.await(every, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        try {
            for (String batch : open.silentFor(abandoned, passed)) {
                closeAlone(batch);
            }
        } catch (DataAccessException e) {
            LOG.atWarn().addKeyValue("cause", e.toString()).log("abandoned uploads could not be looked for");
        } catch (RuntimeException e) {
            // The thread's outermost frame: a bug must not end the closing of uploads until the next start.
            LOG.atError().setCause(e).log("abandoned uploads could not be looked for");
        }
    }

    /** What one of them fails of holds no other up. */
    private void closeAlone(String batch) throws InterruptedException {
        try {
            close(batch);
        } catch (DataAccessException | BatchLookup.NotAnswered | ProblemException e) {
            LOG.atWarn()
                    .addKeyValue("batch", batch)
                    .addKeyValue("cause", e.toString())
                    .log("abandoned upload could not be closed");
        }
    }

    private void close(String batch) throws BatchLookup.NotAnswered, InterruptedException {
        Attempt from = lookup.since(batch, BatchIds.time(batch).orElseThrow());
        Optional<Progress> progress = abandoned(batch, from);
        if (progress.isEmpty()) {
            return;
        }
        Optional<Claim.Ours> claim = requests.takeOver(batch, from);
        if (claim.isEmpty()) {
            return;
        }
        boolean closed = false;
        try {
            closed = close(batch, from, progress.get(), claim.get());
        } finally {
            if (!closed) {
                claims.release(claim.get());
            }
        }
    }

    private boolean close(String batch, Attempt from, Progress progress, Claim.Ours claim)
            throws BatchLookup.NotAnswered, InterruptedException {
        // From now on whoever was at it can begin no transaction, and the one it may have begun ends here.
        lookup.fence(progress.writers());
        Optional<Progress> last = abandoned(batch, from);
        if (last.isEmpty()) {
            return false;
        }
        Upload upload = start.upload(new Standing(last.get(), claim, from, null));
        Receipt receipt = upload.finish(last.get().line());
        claims.end(claim, new UploadClaims.Ending(receipt, upload.progress()));
        LOG.atInfo()
                .addKeyValue("batch", batch)
                .addKeyValue("count", last.get().rows())
                .log("abandoned upload closed");
        return true;
    }

    /**
     * How far it came, where it is an upload that nobody closed and nobody goes on with. A file of the inbox is gone on with
     * for as long as it lies there.
     */
    private Optional<Progress> abandoned(String batch, Attempt from) throws BatchLookup.NotAnswered {
        History history = new History();
        lookup.readAll(batch, from, history);
        Optional<Progress> progress = history.progress();
        if (progress.isEmpty() || progress.get().keyId().equals(Requests.INBOX)) {
            passed.add(batch);
            return Optional.empty();
        }
        Instant silentSince = clock.instant().minus(abandoned);
        boolean silent = history.receipt().isEmpty() && history.time().isBefore(silentSince);
        return silent ? progress : Optional.empty();
    }

    @Override
    public void close() {
        stop.countDown();
    }
}
