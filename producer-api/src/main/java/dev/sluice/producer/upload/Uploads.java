package dev.sluice.producer.upload;

import dev.sluice.ledger.Receipt;
import dev.sluice.problem.ProblemException;
import dev.sluice.producer.body.PacedInput;
import dev.sluice.producer.refusal.MalformedBody;
import dev.sluice.producer.refusal.Refusal;
import dev.sluice.producer.requests.Claim;
import dev.sluice.producer.requests.IdempotencyKey;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes files in, a bounded number at the same time: each holds a thread and a few megabytes while it comes. */
public final class Uploads {
    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);

    private final UploadClaims claims;
    private final UploadStart start;
    private final Places places;

    Uploads(UploadClaims claims, UploadStart start, int atTheSameTime) {
        this.claims = claims;
        this.start = start;
        this.places = new Places(atTheSameTime);
    }

    /** Does the work of one upload, or refuses it where too many are at it already. */
    public Receipt inPlace(String keyId, Work work) throws IOException, InterruptedException {
        if (!places.take(keyId)) {
            throw Refusal.tooManyUploads();
        }
        try {
            return work.run();
        } finally {
            places.release(keyId);
        }
    }

    /**
     * @param files in the order in which they shall be fed, parents first
     * @param way how they came in
     * @param key what the client will call them if it has to send them again
     */
    public Receipt take(List<UploadFile> files, String way, String keyId, Optional<IdempotencyKey> key)
            throws IOException, InterruptedException {
        String source = files.get(0).format().source() + "-" + way;
        Standing standing = key.isEmpty() ? claims.unclaimed(source, keyId) : claims.claimed(source, keyId, key.get());
        Upload upload = start.upload(standing);
        try {
            for (UploadFile file : files) {
                add(upload, file);
            }
            return end(upload, standing);
        } catch (ProblemException e) {
            throw brokenOff(upload, standing.claim(), e);
        } catch (IOException e) {
            brokenOff(upload, standing.claim(), Refusal.clientIsGone());
            throw e;
        }
    }

    private Receipt end(Upload upload, Standing standing) throws InterruptedException {
        if (!upload.caughtUp()) {
            throw Refusal.idempotencyMismatch();
        }
        if (standing.ended() != null) {
            return standing.ended();
        }
        if (upload.progress().rows() == 0) {
            throw Refusal.emptyUpload();
        }
        return finish(upload, standing.claim(), null);
    }

    private Receipt finish(Upload upload, Claim.@Nullable Ours claim, @Nullable Long interruptedAfter)
            throws InterruptedException {
        Receipt receipt = upload.finish(interruptedAfter);
        if (claim != null) {
            claims.end(claim, new UploadClaims.Ending(receipt, upload.progress()));
        }
        return receipt;
    }

    private static void add(Upload upload, UploadFile file) throws IOException, InterruptedException {
        try (InputStream input = file.source().open()) {
            upload.add(file.contract(), file.rows(input));
        } catch (MalformedBody e) {
            throw Refusal.malformedBody(e);
        } catch (ZipException | EOFException e) {
            // A client that goes away ends otherwise: what ended here is what was packed.
            throw Refusal.badGzip();
        } catch (PacedInput.TooSlow e) {
            throw Refusal.uploadTooSlow();
        }
    }

    /**
     * What was sent stays. Where the client may come back and go on the batch stays open for it; else the batch says that
     * it broke off. Where nothing was sent, there is no batch.
     */
    private ProblemException brokenOff(Upload upload, Claim.@Nullable Ours claim, ProblemException reason)
            throws InterruptedException {
        if (upload.lost() || Refusal.isMismatch(reason)) {
            release(claim);
            return reason;
        }
        if (Refusal.isOutcomeUnknown(reason)) {
            // The last chunk may be there: only who has asked the log may say how many rows the batch has.
            release(claim);
            return upload.brokenOff(reason);
        }
        if (upload.progress().rows() == 0) {
            if (claim != null) {
                claims.forget(claim);
            }
            return reason;
        }
        if (claim != null && reason.problem().kind().retriable()) {
            claims.release(claim);
            return upload.brokenOff(reason);
        }
        try {
            finish(upload, claim, upload.progress().line());
        } catch (ProblemException e) {
            LOG.atWarn().addKeyValue("cause", e.getMessage()).log("interrupted upload could not be closed");
        }
        return upload.brokenOff(reason);
    }

    private void release(Claim.@Nullable Ours claim) {
        if (claim != null) {
            claims.release(claim);
        }
    }

    /** What an upload does. */
    public interface Work {
        Receipt run() throws IOException, InterruptedException;
    }
}
