/**
 * What Kafka Connect loads in its own JVM, where nothing else of ours is.
 */
@NullMarked
package dev.sluice.benchmarks.connect;

import org.jspecify.annotations.NullMarked;
