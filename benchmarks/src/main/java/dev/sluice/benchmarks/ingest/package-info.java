/**
 * The front door: batches and uploads, against bare Kafka producers, and the whole way of an upload against {@code psql}.
 */
@NullMarked
package dev.sluice.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
