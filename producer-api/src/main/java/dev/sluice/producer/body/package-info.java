/** HTTP bodies in, bytes out: read without a thread waiting, held to their limits, unpacked. Knows no row. */
@NullMarked
package dev.sluice.producer.body;

import org.jspecify.annotations.NullMarked;
