/**
 * Files of failed rows that come back mended. In: rows, and the batch that they mend. Out: the same rows, each with the
 * letter that is settled with it.
 */
@NullMarked
package dev.sluice.producer.corrections;

import org.jspecify.annotations.NullMarked;
