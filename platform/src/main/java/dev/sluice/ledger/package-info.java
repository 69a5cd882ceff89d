/**
 * PostgreSQL and the system schema in it: keys, requests, batches, dead letters, offsets. In: settings. Out: a pool of
 * connections and a schema that is migrated. What is written there, and when, is the stages' affair.
 */
@NullMarked
package dev.sluice.ledger;

import org.jspecify.annotations.NullMarked;
