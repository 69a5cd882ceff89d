package dev.sluice.producer.upload;

import dev.sluice.ledger.Receipt;
import dev.sluice.producer.log.Attempt;
import dev.sluice.producer.requests.Claim;
import org.jspecify.annotations.Nullable;

/**
 * Where an upload stands when its rows begin to come.
 *
 * @param progress what the log has of it already
 * @param claim who may send it, or null where nobody can come back with it
 * @param before a place in the log before its first event, where it is known
 * @param ended its receipt, where all of it is in the log: the rows are only compared
 */
record Standing(
        Progress progress,
        Claim.@Nullable Ours claim,
        @Nullable Attempt before,
        @Nullable Receipt ended) {}
