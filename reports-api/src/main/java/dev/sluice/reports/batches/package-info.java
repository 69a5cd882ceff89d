/** What became of batches, as the ledger has it: receipts, listed, one, or followed until it is settled. */
@NullMarked
package dev.sluice.reports.batches;

import org.jspecify.annotations.NullMarked;
