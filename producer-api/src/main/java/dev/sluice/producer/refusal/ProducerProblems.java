package dev.sluice.producer.refusal;

import dev.sluice.problem.ProblemKind;
import dev.sluice.problem.ProblemKinds;

/** The kinds of problem that only this stage answers with. */
public final class ProducerProblems {
    static final ProblemKind BATCH_SIZE = new ProblemKind(
            "batch-size",
            422,
            "Too few or too many rows",
            false,
            "A batch holds at least one row and at most a thousand, over all its tables. Nothing was ingested; send more"
                    + " rows as several batches or as an upload.");

    static final ProblemKind CSV_HEADER = new ProblemKind(
            "csv-header",
            422,
            "The header doesn't fit the table",
            false,
            "The first line names columns that the table doesn't have, leaves out ones that every row must have, or names"
                    + " one twice. Add header=false to the address where the first line is a row.");

    static final ProblemKind OUTCOME_UNKNOWN = new ProblemKind(
            "outcome-unknown",
            503,
            "It is not known whether the batch was ingested",
            true,
            "Kafka was asked to commit the batch and did not answer in time. The batch is in the log whole or not at all,"
                    + " and its link asks the log itself: 200 with the receipt where it is there, 404 not-ingested where"
                    + " it is not, this problem again while Kafka can't tell. Sending it again is safe at any time with the"
                    + " same Idempotency-Key, and without one after the link has said not-ingested.");

    static final ProblemKind NOT_INGESTED = new ProblemKind(
            "not-ingested",
            404,
            "Nothing of this batch is in the log",
            false,
            "The log was asked, and read to its end: no row of the batch was ingested, nor will be unless it is sent"
                    + " again.");

    static final ProblemKind IDEMPOTENCY_MISMATCH = new ProblemKind(
            "idempotency-mismatch",
            422,
            "The Idempotency-Key belongs to another request",
            false,
            "The same key came before with another address or body. Take a new key for a new request.");

    static final ProblemKind IDEMPOTENCY_IN_FLIGHT = new ProblemKind(
            "idempotency-in-flight",
            409,
            "The same request is being worked on",
            true,
            "A request with this Idempotency-Key has no outcome yet. Ask again after the pause that the header Retry-After"
                    + " gives.");

    static final ProblemKind UPLOAD_INTERRUPTED = new ProblemKind(
            "upload-interrupted",
            409,
            "The upload broke off and was closed",
            false,
            "Nobody went on with the upload for a while, so its batch was closed with the rows that had come in; the"
                    + " members of the problem say how many. Send what is missing as a new upload.");

    static final ProblemKind KEY_MISMATCH = new ProblemKind(
            "key-mismatch",
            422,
            "The body isn't the row of this address",
            false,
            "The key in the body is another one than in the address, or is left out where the table can't do without.");

    static final ProblemKind STILL_REFERENCED = new ProblemKind(
            "still-referenced",
            409,
            "Other rows refer to this one",
            false,
            "A row can't be removed while others refer to it. Remove or change those first.");

    private ProducerProblems() {}

    public static ProblemKinds kinds() {
        return ProblemKinds.of(
                BATCH_SIZE,
                CSV_HEADER,
                OUTCOME_UNKNOWN,
                NOT_INGESTED,
                IDEMPOTENCY_MISMATCH,
                IDEMPOTENCY_IN_FLIGHT,
                UPLOAD_INTERRUPTED,
                KEY_MISMATCH,
                STILL_REFERENCED);
    }
}
