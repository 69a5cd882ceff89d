/**
 * What every reading goes through: a pool of its own whose sessions may only read, as a role that may only select where
 * the database lets us make one. In: settings of the database. Out: one snapshot at a time.
 */
@NullMarked
package dev.sluice.reports.reads;

import org.jspecify.annotations.NullMarked;
