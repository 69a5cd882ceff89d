/**
 * Long work with a beginning, a progress and an end: what it is at is told to whoever asks. What the work does is not known
 * here.
 */
@NullMarked
package dev.sluice.backup.runs;

import org.jspecify.annotations.NullMarked;
