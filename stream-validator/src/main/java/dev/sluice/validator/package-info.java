/**
 * Stage 2: raw topics in, valid or dead-letter topics out. Asks the judge, holds what must wait; does no other I/O.
 */
@NullMarked
package dev.sluice.validator;

import org.jspecify.annotations.NullMarked;
