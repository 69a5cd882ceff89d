/**
 * Stage 5: everything that reads: rows, receipts, dead letters, reports. Never writes a table and never uses a writer's
 * connection.
 */
@NullMarked
package dev.sluice.reports;

import org.jspecify.annotations.NullMarked;
