/**
 * Stage 2: raw topics in, valid or dead-letter topics out. Asks the judge, holds what must wait; does no other I/O.
 *
 * <p>An arrival is a raw record as it came. Its position in the log stays its name on its whole way; its log time is when the
 * log took it. The state age says for how long an instance may be away and still go on with what is on its disk.
 */
@NullMarked
package dev.sluice.validator;

import org.jspecify.annotations.NullMarked;
