/**
 * Stage 1: HTTP requests and files in, raw topics out. Finds where each row begins and ends and forwards its bytes; never
 * parses a value and never writes a table.
 */
@NullMarked
package dev.sluice.producer;

import org.jspecify.annotations.NullMarked;
