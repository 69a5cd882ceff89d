package dev.sluice.producer.log;

import org.jspecify.annotations.Nullable;

/**
 * Somebody may have sent a batch.
 *
 * @param transactionalId what it was sent under, or null where it came not that far
 * @param offset the batch's event can't lie before it
 */
public record Attempt(@Nullable String transactionalId, int partition, long offset) {}
