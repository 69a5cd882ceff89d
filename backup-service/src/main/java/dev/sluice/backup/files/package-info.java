/**
 * What a backup is on disk: Avro files, and a manifest that makes them exist. Bytes in, bytes out; every changed, cut,
 * missing or added one is found. Neither tables nor the log are known here.
 */
@NullMarked
package dev.sluice.backup.files;

import org.jspecify.annotations.NullMarked;
