/**
 * How the house stands right now. In: the ledger's counters and the ends of the log. Out: where rows are, how fast they
 * move, what stands still, and what to do about it. Looks only while somebody asks.
 */
@NullMarked
package dev.sluice.reports.overview;

import org.jspecify.annotations.NullMarked;
