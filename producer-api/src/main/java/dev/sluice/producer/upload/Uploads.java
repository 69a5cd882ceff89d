package dev.sluice.producer.upload;

import dev.sluice.ledger.Receipt;
import dev.sluice.problem.ProblemException;
import dev.sluice.producer.batch.BatchIds;
import dev.sluice.producer.batch.GeneratedIds;
import dev.sluice.producer.body.PacedInput;
import dev.sluice.producer.limits.Quotas;
import dev.sluice.producer.log.BatchLookup;
import dev.sluice.producer.log.LogWriter;
import dev.sluice.producer.refusal.MalformedBody;
import dev.sluice.producer.refusal.Refusal;
import dev.sluice.topics.TopicNames;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.zip.ZipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes files in, a bounded number at the same time: each holds a thread and a few megabytes while it comes. */
final class Uploads {
    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);

    private final LogWriter log;
    private final BatchLookup lookup;
    private final TopicNames topics;
    private final BatchIds ids;
    private final Clock clock;
    private final GeneratedIds generated;
    private final Quotas quotas;
    private final Duration patience;
    private final Semaphore places;

    /** @param patience how long an upload waits for a log that is away */
    public Uploads(
            LogWriter log,
            BatchLookup lookup,
            TopicNames topics,
            BatchIds ids,
            Clock clock,
            GeneratedIds generated,
            Quotas quotas,
            Duration patience,
            int atTheSameTime) {
        this.log = log;
        this.lookup = lookup;
        this.topics = topics;
        this.ids = ids;
        this.clock = clock;
        this.generated = generated;
        this.quotas = quotas;
        this.patience = patience;
        this.places = new Semaphore(atTheSameTime);
    }

    /** Does the work of one upload, or refuses it where too many are at it already. */
    Receipt inPlace(Work work) throws IOException, InterruptedException {
        if (!places.tryAcquire()) {
            throw Refusal.tooManyUploads();
        }
        try {
            return work.run();
        } finally {
            places.release();
        }
    }

    /** @param files in the order in which they shall be fed, parents first */
    Receipt take(List<UploadFile> files, String keyId) throws IOException, InterruptedException {
        String batchId = ids.next();
        ChunkSender sender = new ChunkSender(log, lookup, topics, batchId, patience);
        String source = files.get(0).format().source() + "-upload";
        Upload upload = new Upload(batchId, sender, topics, clock, generated, quotas, source, keyId);
        try {
            for (UploadFile file : files) {
                add(upload, file);
            }
        } catch (ProblemException e) {
            throw brokenOff(upload, e);
        } catch (IOException e) {
            brokenOff(upload, Refusal.clientIsGone());
            throw e;
        }
        if (!upload.hasRows()) {
            throw Refusal.emptyUpload();
        }
        return upload.finish(null);
    }

    private static void add(Upload upload, UploadFile file) throws IOException, InterruptedException {
        try (InputStream input = file.source().open()) {
            upload.add(file.contract(), file.rows(input));
        } catch (MalformedBody e) {
            throw Refusal.malformedBody(e);
        } catch (ZipException e) {
            throw Refusal.malformedBody(MalformedBody.at(new byte[0], 0, "the body is not valid gzip"));
        } catch (PacedInput.TooSlow e) {
            throw Refusal.uploadTooSlow();
        }
    }

    /** What was sent stays, and the batch says so; where nothing was, there is no batch. */
    private static ProblemException brokenOff(Upload upload, ProblemException reason) throws InterruptedException {
        if (!upload.hasRows()) {
            return reason;
        }
        try {
            upload.finish(upload.line());
        } catch (ProblemException e) {
            LOG.atWarn().addKeyValue("cause", e.getMessage()).log("interrupted upload could not be closed");
        }
        return upload.brokenOff(reason);
    }

    /** What an upload does. */
    interface Work {
        Receipt run() throws IOException, InterruptedException;
    }
}
