@NullMarked
package dev.sluice.reports.page;

import org.jspecify.annotations.NullMarked;
