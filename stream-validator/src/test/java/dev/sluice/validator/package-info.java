/** The topology in memory ({@code *Test}) and on a real broker ({@code *IT}). */
@NullMarked
package dev.sluice.validator;

import org.jspecify.annotations.NullMarked;
