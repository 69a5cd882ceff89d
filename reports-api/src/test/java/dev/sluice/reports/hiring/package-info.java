@NullMarked
package dev.sluice.reports.hiring;

import org.jspecify.annotations.NullMarked;
