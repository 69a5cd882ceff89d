/**
 * All stages in one process, on embedded or external backends.
 */
@NullMarked
package dev.sluice.standalone;

import org.jspecify.annotations.NullMarked;
