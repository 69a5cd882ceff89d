/** Records in, transactions of the log out, with an outcome that is always true. Also asks the log what it holds. */
@NullMarked
package dev.sluice.producer.log;

import org.jspecify.annotations.NullMarked;
