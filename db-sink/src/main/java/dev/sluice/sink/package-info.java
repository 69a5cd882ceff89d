/**
 * Stage 3: valid and dead-letter topics in, PostgreSQL tables and the ledger out. The only writer of the tables; offsets
 * are written in the rows' own transaction.
 */
@NullMarked
package dev.sluice.sink;

import org.jspecify.annotations.NullMarked;
