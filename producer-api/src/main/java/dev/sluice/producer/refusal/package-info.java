/** Every answer of this stage that is not a receipt, and its explanation. Nothing is decided here. */
@NullMarked
package dev.sluice.producer.refusal;

import org.jspecify.annotations.NullMarked;
