/** Files of any size in, chains of transactions out, in constant memory. */
@NullMarked
package dev.sluice.producer.upload;

import org.jspecify.annotations.NullMarked;
