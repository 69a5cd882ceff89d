@NullMarked
package dev.sluice.reports.reads;

import org.jspecify.annotations.NullMarked;
