/** Up to 1000 rows in, one transaction and one receipt out. */
@NullMarked
package dev.sluice.producer.batch;

import org.jspecify.annotations.NullMarked;
