package dev.sluice.producer.upload;

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
    private final Set<String> noUploads = new HashSet<>();
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
            for (OpenBatches.Open batch : open.silentFor(abandoned)) {
                if (!noUploads.contains(batch.id())) {
                    close(batch);
                }
            }
        } catch (DataAccessException | BatchLookup.NotAnswered | ProblemException e) {
            LOG.atWarn().addKeyValue("cause", e.toString()).log("abandoned uploads could not be closed");
        }
    }

    private void close(OpenBatches.Open batch) throws BatchLookup.NotAnswered, InterruptedException {
        Attempt from = lookup.at(batch.id(), batch.firstSeen().minus(abandoned));
        Optional<Progress> progress = abandoned(batch, from);
        if (progress.isEmpty()) {
            return;
        }
        Optional<Claim.Ours> claim = requests.takeOver(batch.id(), from);
        if (claim.isEmpty()) {
            return;
        }
        // From now on whoever was at it can begin no transaction, and the one it may have begun ends here.
        lookup.fence(progress.get().writers());
        Optional<Progress> last = abandoned(batch, from);
        if (last.isEmpty()) {
            claims.release(claim.get());
            return;
        }
        Upload upload = start.upload(new Standing(last.get(), claim.get(), from, null));
        Receipt receipt = upload.finish(last.get().line());
        claims.end(claim.get(), new UploadClaims.Ending(receipt, upload.progress()));
        LOG.atInfo()
                .addKeyValue("batch", batch.id())
                .addKeyValue("count", last.get().rows())
                .log("abandoned upload closed");
    }

    /** How far it came, where it is an upload that nobody closed and nobody goes on with. */
    private Optional<Progress> abandoned(OpenBatches.Open batch, Attempt from) throws BatchLookup.NotAnswered {
        History history = new History();
        lookup.readAll(batch.id(), from, history);
        if (history.progress().isEmpty()) {
            noUploads.add(batch.id());
        }
        Instant silentSince = clock.instant().minus(abandoned);
        boolean open = history.receipt().isEmpty() && history.time().isBefore(silentSince);
        return open ? history.progress() : Optional.empty();
    }

    @Override
    public void close() {
        stop.countDown();
    }
}
