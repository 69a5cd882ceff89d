/**
 * A schema registry for the embedded default: requests of Confluent's REST API in, their answers out, everything it knows
 * in one compacted topic. No HTTP and no Spring in the core; only {@link dev.sluice.embedded.registry.KafkaSchemaLog}
 * knows Kafka.
 */
@NullMarked
package dev.sluice.embedded.registry;

import org.jspecify.annotations.NullMarked;
