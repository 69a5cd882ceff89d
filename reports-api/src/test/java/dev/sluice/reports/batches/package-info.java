@NullMarked
package dev.sluice.reports.batches;

import org.jspecify.annotations.NullMarked;
