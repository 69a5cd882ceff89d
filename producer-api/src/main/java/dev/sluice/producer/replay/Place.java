package dev.sluice.producer.replay;

import java.time.Instant;
import java.util.UUID;

/**
 * Where a letter stands among all of them, which is the order in which they are sent again: that of the log, as far as the
 * ledger knows it.
 *
 * @param time when the ledger took the letter in
 * @param topic with partition and offset, where its row was read
 */
record Place(Instant time, String topic, int partition, long offset, UUID id) {}
