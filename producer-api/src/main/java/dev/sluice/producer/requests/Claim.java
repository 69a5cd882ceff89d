package dev.sluice.producer.requests;

import dev.sluice.producer.log.Attempt;
import org.jspecify.annotations.Nullable;

/** What a request with an idempotency key may do. */
public sealed interface Claim {
    /**
     * It is ours to send, under this batch id.
     *
     * @param lease names the claim; whoever holds another one may write nothing
     * @param givenIds JSON of the ids that its rows were given, by table, or null where none were
     * @param before how far somebody got who never finished, or null
     */
    record Ours(
            String batchId,
            String lease,
            @Nullable Attempt before,
            @Nullable String givenIds) implements Claim {}

    /** It was accepted before. */
    record Repeated(String batchId, String answer) implements Claim {}

    /** Somebody is at it. */
    record InFlight(String batchId) implements Claim {}

    /** The same key came with another request. */
    record Mismatch() implements Claim {}
}
