package dev.sluice.backup.restore;

import java.util.List;

/**
 * What became of the rows of one table that were sent.
 *
 * @param overtaken rows whose keys others had written meanwhile, which won
 * @param refused rows that a reference kept out; each is a dead letter of the restore's batch
 * @param overtakenKeys the first thousand of them
 */
record Outcome(long rows, long applied, long overtaken, long refused, List<String> overtakenKeys) {}
