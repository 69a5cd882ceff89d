/**
 * Reports, pages and the dead-letter desk over HTTP, against the plain SQL.
 */
@NullMarked
package dev.sluice.benchmarks.reports;

import org.jspecify.annotations.NullMarked;
