/** Tests of the sink, on a real Kafka and a real PostgreSQL where the name ends in IT. */
@NullMarked
package dev.sluice.sink;

import org.jspecify.annotations.NullMarked;
