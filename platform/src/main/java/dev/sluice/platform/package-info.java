/**
 * What every stage stands on: one settings record per concern, Kafka clients, the system schema, keys, problems, health.
 */
@NullMarked
package dev.sluice.platform;

import org.jspecify.annotations.NullMarked;
