/** The console's files as they are served: from memory, to anybody, under a policy that lets nothing else run. */
@NullMarked
package dev.sluice.reports.console;

import org.jspecify.annotations.NullMarked;
