/** The contracts' tables as they stand: in pages by key, or one row. Knows contracts, and no table by name. */
@NullMarked
package dev.sluice.reports.rows;

import org.jspecify.annotations.NullMarked;
