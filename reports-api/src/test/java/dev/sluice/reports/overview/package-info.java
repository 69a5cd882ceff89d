@NullMarked
package dev.sluice.reports.overview;

import org.jspecify.annotations.NullMarked;
