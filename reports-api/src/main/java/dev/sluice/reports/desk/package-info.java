/**
 * The dead-letter desk, its reading half. In: filters. Out: letters in pages, in groups, one with its bytes, or as CSV to be
 * mended and sent in again. Never removes a letter.
 */
@NullMarked
package dev.sluice.reports.desk;

import org.jspecify.annotations.NullMarked;
