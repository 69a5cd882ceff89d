/**
 * Stage 4: tables out to Avro files, and back through the log. Never writes a table itself.
 */
@NullMarked
package dev.sluice.backup;

import org.jspecify.annotations.NullMarked;
