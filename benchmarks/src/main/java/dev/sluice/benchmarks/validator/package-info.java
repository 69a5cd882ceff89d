/**
 * The judge alone, and the validator against a topology that only copies.
 */
@NullMarked
package dev.sluice.benchmarks.validator;

import org.jspecify.annotations.NullMarked;
