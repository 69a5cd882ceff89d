/** How answers leave: CSV and JSON, chosen by the client. Knows nothing of what it writes. */
@NullMarked
package dev.sluice.reports.page;

import org.jspecify.annotations.NullMarked;
