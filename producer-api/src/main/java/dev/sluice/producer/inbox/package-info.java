/**
 * Files dropped into a folder in, the same uploads out that HTTP makes. Each step can be taken again, so that a crash
 * between any two loses and doubles nothing.
 */
@NullMarked
package dev.sluice.producer.inbox;

import org.jspecify.annotations.NullMarked;
