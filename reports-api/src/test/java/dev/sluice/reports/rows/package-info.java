@NullMarked
package dev.sluice.reports.rows;

import org.jspecify.annotations.NullMarked;
