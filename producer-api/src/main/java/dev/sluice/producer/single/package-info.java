/** One row replaced or removed, and rows that are only looked at. Reads the tables, never writes them. */
@NullMarked
package dev.sluice.producer.single;

import org.jspecify.annotations.NullMarked;
