package dev.sluice.producer.replay;

import dev.sluice.access.Caller;
import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.ledger.Receipt;
import dev.sluice.problem.ProblemException;
import dev.sluice.producer.batch.ReceiptDesk;
import dev.sluice.producer.incoming.IncomingRow;
import dev.sluice.producer.incoming.Rows;
import dev.sluice.producer.json.JsonRows;
import dev.sluice.producer.refusal.MalformedBody;
import dev.sluice.producer.refusal.Refusal;
import dev.sluice.producer.requests.RequestEnds;
import dev.sluice.producer.single.Prospects;
import dev.sluice.producer.single.StoredTables;
import dev.sluice.row.Verdict;
import dev.sluice.row.Violation;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** Sends the row of one letter again, as it was or mended, as a batch of its own. */
final class SingleReplay {
    /** Longer than a request may take: a letter that was taken and never sent is free again after it. */
    private static final Duration UNTIL_ANSWERED = Duration.ofMinutes(1);

    private final Contracts contracts;
    private final LetterTable letters;
    private final Prospects prospects;
    private final StoredTables tables;
    private final ReceiptDesk desk;
    private final RequestEnds ends;

    SingleReplay(
            Contracts contracts,
            LetterTable letters,
            Prospects prospects,
            StoredTables tables,
            ReceiptDesk desk,
            RequestEnds ends) {
        this.contracts = contracts;
        this.letters = letters;
        this.prospects = prospects;
        this.tables = tables;
        this.desk = desk;
        this.ends = ends;
    }

    /** @param mended the row that stands in for the letter's own, as JSON; null to send that as it was */
    CompletableFuture<ResponseEntity<Object>> send(
            Letter letter,
            byte @Nullable [] mended,
            boolean overwrite,
            boolean force,
            byte[] body,
            Caller caller,
            HttpServletRequest request) {
        checkState(letter);
        Contract contract = contracts.find(letter.table()).orElseThrow(() -> Refusal.unknownTable(letter.table()));
        IncomingRow said = mended == null ? letter.row() : mended(mended, contract);
        IncomingRow row = Attempts.of(contract, letter, said, overwrite);
        checkRow(contract, row, overwrite, force);
        String token = UUID.randomUUID().toString();
        Set<UUID> ids = Set.of(letter.id());
        if (letters.claim(ids, token, UNTIL_ANSWERED).isEmpty()) {
            checkState(letters.find(letter.id()).orElse(letter));
            throw ReplayProblems.settled(letter);
        }
        CompletableFuture<ResponseEntity<Object>> sent = sent(contract, row, body, caller, request);
        return sent.handle((answer, failure) -> holding(ids, token, answer, failure))
                .thenCompose(holding -> ends.write(holding))
                .thenCompose(held -> sent);
    }

    private CompletableFuture<ResponseEntity<Object>> sent(
            Contract contract, IncomingRow row, byte[] body, Caller caller, HttpServletRequest request) {
        try {
            return desk.take(new Rows(Map.of(contract, List.of(row)), "replay"), body, caller, request);
        } catch (ProblemException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static void checkState(Letter letter) {
        if (letter.replaying() != null) {
            throw ReplayProblems.inReplay(letter.replaying());
        }
        if (letter.state().equals("resolved") || letter.state().equals("replaced")) {
            throw ReplayProblems.settled(letter);
        }
    }

    private static IncomingRow mended(byte[] json, Contract contract) {
        try {
            return JsonRows.row(json, contract);
        } catch (MalformedBody e) {
            throw Refusal.malformedBody(e);
        }
    }

    private void checkRow(Contract contract, IncomingRow row, boolean overwrite, boolean force) {
        // An id that is still to be given is as good as any.
        IncomingRow judged = row.keyAbsent() ? row.withGeneratedKey("1") : row;
        Verdict verdict = prospects.of(contract, List.of(judged)).get(0);
        List<Violation> violations = Prospects.violations(verdict);
        if (!violations.isEmpty() && !force) {
            throw ReplayProblems.stillBroken(violations);
        }
        if (overwrite || row.keyAbsent()) {
            return;
        }
        Sieve.key(verdict)
                .filter(key -> tables.held(contract, Set.of(key)).contains(key))
                .ifPresent(key -> {
                    throw ReplayProblems.writtenSince(contract.table(), key);
                });
    }

    /** What is in the log is held until the sink has settled it; what is not is free at once, or after a minute. */
    private Runnable holding(
            Set<UUID> ids, String token, @Nullable ResponseEntity<Object> answer, @Nullable Throwable failure) {
        return () -> {
            if (answer != null && answer.getBody() instanceof Receipt receipt) {
                letters.rename(ids, token, receipt.batchId(), ReplayRun.HELD);
            } else if (failure != null && !mayBeThere(failure)) {
                letters.rename(ids, token, token, Duration.ZERO);
            }
        };
    }

    private static boolean mayBeThere(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return !(cause instanceof ProblemException problem)
                || problem.problem().kind().slug().equals("outcome-unknown");
    }
}
