/**
 * A real Kafka broker and a real PostgreSQL in child processes of their own, ended with their parent whatever happens.
 */
@NullMarked
package dev.sluice.embedded;

import org.jspecify.annotations.NullMarked;
