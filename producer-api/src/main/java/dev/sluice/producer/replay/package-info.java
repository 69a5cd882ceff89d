/**
 * Dead letters on their way back. In: requests about one letter or about all that match a filter. Out: their rows on the raw
 * topics again, as they came or mended, as a batch like any other; or letters given up, with a reason. Rows are judged first
 * by the judge that the validator asks. What becomes of a letter is for the sink to say, with the row itself.
 */
@NullMarked
package dev.sluice.producer.replay;

import org.jspecify.annotations.NullMarked;
