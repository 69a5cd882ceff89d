/**
 * How rows travel: Confluent's framing, keys as text, the names of headers and topics.
 */
@NullMarked
package dev.sluice.wire;

import org.jspecify.annotations.NullMarked;
