/**
 * Rows of the valid topic into their table, against {@code psql} and against Kafka Connect.
 */
@NullMarked
package dev.sluice.benchmarks.sink;

import org.jspecify.annotations.NullMarked;
