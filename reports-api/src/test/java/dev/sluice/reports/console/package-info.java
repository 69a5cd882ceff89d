@NullMarked
package dev.sluice.reports.console;

import org.jspecify.annotations.NullMarked;
