/**
 * Backups against {@code pg_dump}.
 */
@NullMarked
package dev.sluice.benchmarks.backup;

import org.jspecify.annotations.NullMarked;
