/**
 * Tables back, through the log: a backup is compared with the tables, and the difference is published for the sink to store.
 * In: a store, a database to compare in. Out: records on the valid topics. No table of the house is written here.
 */
@NullMarked
package dev.sluice.backup.restore;

import org.jspecify.annotations.NullMarked;
