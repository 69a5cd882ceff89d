/** CSV in, rows out, from memory or from files of any size. Finds where records begin and end; the judge reads them. */
@NullMarked
package dev.sluice.producer.csv;

import org.jspecify.annotations.NullMarked;
