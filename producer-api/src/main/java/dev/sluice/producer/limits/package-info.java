/** How much may come in: settings, quotas, bytes in memory. Knows nothing of rows. */
@NullMarked
package dev.sluice.producer.limits;

import org.jspecify.annotations.NullMarked;
