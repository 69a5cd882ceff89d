package dev.sluice.producer.inbox;

import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.ledger.Receipt;
import dev.sluice.ledger.Receipts;
import dev.sluice.problem.ProblemException;
import dev.sluice.producer.csv.CsvOptions;
import dev.sluice.producer.requests.IdempotencyKey;
import dev.sluice.producer.requests.Requests;
import dev.sluice.producer.upload.FileName;
import dev.sluice.producer.upload.UploadFile;
import dev.sluice.producer.upload.Uploads;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the folder, one step of each file at a time: take, ingest, wait until every row has its outcome, write the
 * rejects, move away. What was begun under a file's own name is gone on with under it.
 */
final class Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private final InboxFolder folder;
    private final Growth growth;
    private final Uploads uploads;
    private final Contracts contracts;
    private final Receipts receipts;
    private final RejectsFile rejects;
    private final Duration kept;
    private final Map<Path, Receipt> ingested = new HashMap<>();

    /** @param kept how long it can be told how far a file has come */
    Inbox(
            InboxFolder folder,
            Growth growth,
            Uploads uploads,
            Contracts contracts,
            Receipts receipts,
            RejectsFile rejects,
            Duration kept) {
        this.folder = folder;
        this.growth = growth;
        this.uploads = uploads;
        this.contracts = contracts;
        this.receipts = receipts;
        this.rejects = rejects;
        this.kept = kept;
    }

    /** Everything that can be done now. */
    void look() throws IOException, InterruptedException {
        for (Path file : growth.stopped(folder.dropped())) {
            alone(file, folder::take);
        }
        List<Path> working = folder.working();
        ingested.keySet().retainAll(working);
        List<Contract> order = contracts.parentsFirst();
        for (Path file : working.stream()
                .sorted(Comparator.comparingInt(
                        path -> name(path).table(contracts).map(order::indexOf).orElse(-1)))
                .toList()) {
            alone(file, this::step);
        }
    }

    /** What is wrong with one file holds no other up. */
    private static void alone(Path file, Step step) throws InterruptedException {
        try {
            step.of(file);
        } catch (NoSuchFileException e) {
            LOG.atDebug().addKeyValue("path", file).log("file was finished by another process");
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("path", file.getFileName())
                    .addKeyValue("cause", e.toString())
                    .log("file from the inbox has to wait");
        }
    }

    private void step(Path file) throws IOException, InterruptedException {
        Optional<Contract> contract = name(file).table(contracts);
        if (contract.isEmpty()) {
            fail(file, "The file's name must begin with that of a table: " + String.join(", ", contracts.tables()));
            return;
        }
        Receipt accepted = ingested.get(file);
        if (accepted == null && folder.lay(file).compareTo(kept) > 0) {
            fail(
                    file,
                    "It lay here for too long, with nobody running: what of it is in can't be told any more. Drop what is"
                            + " missing again.");
            return;
        }
        if (accepted == null) {
            ingest(file, contract.get());
            return;
        }
        Optional<Receipt> receipt =
                receipts.find(accepted.batchId()).filter(found -> found.state() == Receipt.State.SETTLED);
        if (receipt.isPresent()) {
            if (receipt.get().dead() > 0) {
                rejects.write(folder.rejects(file), contract.get(), accepted.batchId());
            }
            folder.done(file);
            LOG.atInfo()
                    .addKeyValue("path", file.getFileName())
                    .addKeyValue("batch", accepted.batchId())
                    .log("file from the inbox is done");
        }
    }

    private void ingest(Path file, Contract contract) throws IOException, InterruptedException {
        FileName name = name(file);
        UploadFile upload =
                new UploadFile(contract, name.format().orElseThrow(), CsvOptions.NONE, () -> name.open(file));
        IdempotencyKey key = IdempotencyKey.named(name.text());
        try {
            ingested.put(
                    file,
                    uploads.inPlace(
                            Requests.INBOX,
                            () -> uploads.take(List.of(upload), "inbox", Requests.INBOX, Optional.of(key))));
        } catch (ProblemException e) {
            if (e.problem().kind().retriable()) {
                LOG.atWarn()
                        .addKeyValue("path", file.getFileName())
                        .addKeyValue("cause", e.getMessage())
                        .log("file from the inbox has to wait");
            } else {
                fail(file, e.problem().kind().slug() + ": " + e.problem().detail());
            }
        }
    }

    private void fail(Path file, String cause) throws IOException {
        folder.failed(file, cause);
        LOG.atWarn()
                .addKeyValue("path", file.getFileName())
                .addKeyValue("cause", cause)
                .log("file from the inbox can't be ingested");
    }

    private interface Step {
        void of(Path file) throws IOException, InterruptedException;
    }

    private static FileName name(Path file) {
        return new FileName(file.getFileName().toString());
    }
}
