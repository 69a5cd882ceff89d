/**
 * Streams of server-sent events: something that changes goes in, each client that follows it is told until its end. What it
 * is that changes is not known here.
 */
@NullMarked
package dev.sluice.events;

import org.jspecify.annotations.NullMarked;
