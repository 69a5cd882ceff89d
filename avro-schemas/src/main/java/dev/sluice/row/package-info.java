/**
 * Bytes of a raw record in, a verdict out. Knows nothing of Kafka or Spring; bad data is a value here, never an exception.
 */
@NullMarked
package dev.sluice.row;

import org.jspecify.annotations.NullMarked;
