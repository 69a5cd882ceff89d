/** The id of a batch in, what became of it out: by the ledger, and where that has not heard of it by the log itself. */
@NullMarked
package dev.sluice.producer.outcome;

import org.jspecify.annotations.NullMarked;
