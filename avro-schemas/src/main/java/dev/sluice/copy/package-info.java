/**
 * Rows between Avro and PostgreSQL's binary COPY, both ways, straight from bytes to bytes. No connection is known here.
 */
@NullMarked
package dev.sluice.copy;

import org.jspecify.annotations.NullMarked;
