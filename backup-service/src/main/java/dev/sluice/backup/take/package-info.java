/**
 * Tables out: one snapshot, several readers, Avro files. In: a connection and a store. Out: a backup that is whole, or none.
 * Nothing is written to a table here.
 */
@NullMarked
package dev.sluice.backup.take;

import org.jspecify.annotations.NullMarked;
