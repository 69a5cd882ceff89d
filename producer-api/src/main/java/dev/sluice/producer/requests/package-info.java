/** Requests that may come more than once: who claimed one, and what it was answered. Sends nothing. */
@NullMarked
package dev.sluice.producer.requests;

import org.jspecify.annotations.NullMarked;
