/** JSON in, rows out, from memory or line by line. Finds where objects begin and end; the judge reads them. */
@NullMarked
package dev.sluice.producer.json;

import org.jspecify.annotations.NullMarked;
