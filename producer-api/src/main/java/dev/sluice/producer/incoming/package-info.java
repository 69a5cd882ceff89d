/** A row as the client sent it, its key, and nothing of its values. */
@NullMarked
package dev.sluice.producer.incoming;

import org.jspecify.annotations.NullMarked;
