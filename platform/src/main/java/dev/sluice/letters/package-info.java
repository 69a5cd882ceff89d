/**
 * How dead letters are named by whoever asks for some of them: a filter, and the filter as SQL. In: parameters. Out: the
 * condition that finds the letters in the ledger, by its indexes.
 */
@NullMarked
package dev.sluice.letters;

import org.jspecify.annotations.NullMarked;
