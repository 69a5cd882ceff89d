/**
 * The hiring reports. In: the deltas that triggers on the hiring tables append. Out: the rollup they are folded into, and
 * the reports that sum both. Nothing else in the house knows what a hire is.
 */
@NullMarked
package dev.sluice.reports.hiring;

import org.jspecify.annotations.NullMarked;
