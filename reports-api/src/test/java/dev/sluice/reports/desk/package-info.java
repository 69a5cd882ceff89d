@NullMarked
package dev.sluice.reports.desk;

import org.jspecify.annotations.NullMarked;
