/**
 * A real Kafka broker and a real PostgreSQL for one data directory. In: an {@link dev.sluice.embedded.InfraSpec}. Out:
 * {@link dev.sluice.embedded.Endpoints} on the loopback interface.
 *
 * <p>Three processes: the caller; a child JVM ({@link dev.sluice.embedded.InfraMain}) that is the broker and holds the lock on
 * the directory; PostgreSQL behind a small guard. Each ends when its standard input ends, so stopping in order and surviving
 * the death of a parent are the same code. Forbidden here: anything that runs a broker in the caller's JVM, any knowledge of
 * tables and topics.
 */
@NullMarked
package dev.sluice.embedded;

import org.jspecify.annotations.NullMarked;
