/**
 * Measured claims, a package for each thing that is measured; here is what they share. Not part of the product.
 */
@NullMarked
package dev.sluice.benchmarks;

import org.jspecify.annotations.NullMarked;
