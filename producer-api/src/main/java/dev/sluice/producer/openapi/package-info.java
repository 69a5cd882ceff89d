/** Contracts in, the description of this stage's calls out, with a page to try them on. Knows how to send nothing. */
@NullMarked
package dev.sluice.producer.openapi;

import org.jspecify.annotations.NullMarked;
