@NullMarked
package dev.sluice.reports;

import org.jspecify.annotations.NullMarked;
