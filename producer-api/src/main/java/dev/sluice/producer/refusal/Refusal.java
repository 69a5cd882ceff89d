package dev.sluice.producer.refusal;

import dev.sluice.ledger.Receipt;
import dev.sluice.problem.ProblemException;
import dev.sluice.problem.Problems;
import dev.sluice.producer.limits.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Every answer of this stage that is not a receipt. */
public final class Refusal {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private Refusal() {}

    public static ProblemException malformedBody(MalformedBody wrong) {
        return Problems.MALFORMED_BODY
                .problem("Line " + wrong.line() + ", column " + wrong.column() + ": " + wrong.getMessage() + ".")
                .with("line", wrong.line())
                .with("column", wrong.column())
                .exception();
    }

    public static ProblemException badGzip() {
        return malformedBody(MalformedBody.at(new byte[0], 0, "the body is not valid gzip, or not all of it"));
    }

    public static ProblemException badForm(String reason) {
        return malformedBody(MalformedBody.at(new byte[0], 0, "the body is not valid multipart/form-data: " + reason));
    }

    public static ProblemException unknownTable(String table) {
        return Problems.UNKNOWN_TABLE.because("There is no table " + table + ".");
    }

    public static ProblemException batchSize(int rows) {
        return ProducerProblems.BATCH_SIZE
                .problem("A batch holds between 1 and " + Limits.MAX_ROWS + " rows, this one " + rows + ".")
                .with("rows", rows)
                .exception();
    }

    public static ProblemException bodyTooLarge(long limit) {
        return Problems.TOO_LARGE
                .problem("The body of a batch may have " + limit + " bytes, before and after decompression.")
                .with("limit", limit)
                .exception();
    }

    public static ProblemException rowTooLarge(long row) {
        return Problems.TOO_LARGE
                .problem("Row " + row + " has more than " + Limits.MAX_ROW_BYTES + " bytes.")
                .with("row", row)
                .with("limit", Limits.MAX_ROW_BYTES)
                .exception();
    }

    public static ProblemException bodyTooSlow(Duration limit) {
        return Problems.REQUEST_TIMEOUT.because("The body did not come in within " + limit.toSeconds() + " s.");
    }

    public static ProblemException unsupportedMediaType(String reason) {
        return Problems.UNSUPPORTED_MEDIA_TYPE.because("Not readable: " + reason + ".");
    }

    public static ProblemException csvHeader(List<String> wrong, List<String> columns) {
        return ProducerProblems.CSV_HEADER
                .problem("The header has: " + String.join(", ", wrong) + ". The columns are "
                        + String.join(", ", columns) + ".")
                .with("wrong", wrong)
                .with("columns", columns)
                .exception();
    }

    public static ProblemException badParameter(String name, String expected) {
        return Problems.INVALID_REQUEST
                .problem("The parameter " + name + " must be " + expected + ".")
                .with("parameter", name)
                .exception();
    }

    public static ProblemException badHeader(String name, String expected) {
        return Problems.INVALID_REQUEST
                .problem("The header " + name + " must be " + expected + ".")
                .with("header", name)
                .exception();
    }

    public static ProblemException emptyUpload() {
        return ProducerProblems.BATCH_SIZE
                .problem("The upload has no row.")
                .with("rows", 0)
                .exception();
    }

    public static ProblemException tooManyUploads() {
        return Problems.UNAVAILABLE
                .problem("Too many uploads at the same time; nothing of this one was ingested.")
                .retryAfter(Duration.ofSeconds(5))
                .exception();
    }

    public static ProblemException tooManyRequests() {
        return Problems.UNAVAILABLE
                .problem("Too many requests at the same time; nothing of this one was ingested.")
                .retryAfter(PAUSE)
                .exception();
    }

    public static ProblemException uploadTooSlow() {
        return Problems.REQUEST_TIMEOUT.because("The body came in too slowly.");
    }

    public static ProblemException formTooLarge(long limit) {
        return Problems.TOO_LARGE
                .problem("The files of a form may have " + limit
                        + " bytes together. A file of any size can be sent by itself," + " as the body.")
                .with("limit", limit)
                .exception();
    }

    public static ProblemException clientIsGone() {
        return Problems.REQUEST_TIMEOUT.because("The body ended before its end.");
    }

    /** Told in whole seconds, rounded up: whoever waits so long is let through. */
    public static ProblemException overQuota(String keyId, Duration pause) {
        return Problems.TOO_MANY_REQUESTS
                .problem("The key " + keyId + " has used up its quota; nothing of this request was ingested.")
                .retryAfter(pause.plusMillis(999))
                .exception();
    }

    public static ProblemException databaseUnavailable() {
        return Problems.DATABASE_UNAVAILABLE
                .problem(
                        "Rows without an id need the database, which did not answer. Nothing of this part was ingested.")
                .retryAfter(PAUSE)
                .exception();
    }

    public static ProblemException keyMismatch(String key) {
        return ProducerProblems.KEY_MISMATCH.because("The body must be an object whose key is " + key + ".");
    }

    public static ProblemException stillReferenced(String table, String key, String child) {
        return ProducerProblems.STILL_REFERENCED
                .problem("Rows of " + child + " refer to " + table + " " + key + ".")
                .with("referredFrom", child)
                .exception();
    }

    /** Nothing of the request is or will be ingested. */
    public static ProblemException logUnavailable(String cause) {
        return Problems.LOG_UNAVAILABLE
                .problem("Nothing of this request was ingested: " + cause + ".")
                .retryAfter(PAUSE)
                .exception();
    }

    /** The one answer that says neither yes nor no; the link asks the log, which can say so later. */
    public static ProblemException outcomeUnknown(String batchId) {
        return ProducerProblems.OUTCOME_UNKNOWN
                .problem("The batch is in the log whole or not at all; its link tells.")
                .with("batchId", batchId)
                .with("links", Map.of("self", "/v1/ingest/batches/" + batchId))
                .retryAfter(PAUSE)
                .exception();
    }

    public static ProblemException notIngested(String batchId) {
        return ProducerProblems.NOT_INGESTED
                .problem("The log was read to its end: nothing of the batch " + batchId + " is in it.")
                .with("batchId", batchId)
                .exception();
    }

    public static ProblemException noSuchBatch(String batchId) {
        return Problems.NOT_FOUND.because(
                batchId + " is no id that a batch was given, or one that the log has forgotten.");
    }

    public static ProblemException idempotencyMismatch() {
        return ProducerProblems.IDEMPOTENCY_MISMATCH.because("This Idempotency-Key came before with another request.");
    }

    public static boolean isMismatch(ProblemException problem) {
        return problem.problem().kind().equals(ProducerProblems.IDEMPOTENCY_MISMATCH);
    }

    public static boolean isOutcomeUnknown(ProblemException problem) {
        return problem.problem().kind().equals(ProducerProblems.OUTCOME_UNKNOWN);
    }

    /** Its receipt tells how far it is. */
    public static ProblemException uploadInFlight(String batchId) {
        return ProducerProblems.IDEMPOTENCY_IN_FLIGHT
                .problem("The upload with this Idempotency-Key is still coming in.")
                .with("batchId", batchId)
                .with("links", Map.of("self", "/v1/batches/" + batchId))
                .retryAfter(PAUSE)
                .exception();
    }

    public static ProblemException uploadTakenOver(String batchId) {
        return ProducerProblems.IDEMPOTENCY_IN_FLIGHT
                .problem("The upload was too slow, and somebody else has gone on with it or closed it.")
                .with("batchId", batchId)
                .with("links", Map.of("self", "/v1/batches/" + batchId))
                .exception();
    }

    public static ProblemException uploadInterrupted(Receipt receipt, long rows, long line) {
        return ProducerProblems.UPLOAD_INTERRUPTED
                .problem("The upload with this Idempotency-Key broke off and was closed.")
                .with("batchId", receipt.batchId())
                .with("ingested", Map.of("rows", rows, "lines", line))
                .with("links", Map.of("self", "/v1/batches/" + receipt.batchId()))
                .exception();
    }

    public static ProblemException idempotencyInFlight() {
        return ProducerProblems.IDEMPOTENCY_IN_FLIGHT
                .problem("The request with this Idempotency-Key has no outcome yet.")
                .retryAfter(PAUSE)
                .exception();
    }
}
