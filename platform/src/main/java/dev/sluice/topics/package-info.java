/**
 * The log: how its topics are named and made, and how clients to it are configured. In: settings. Out: names, topics that
 * are as the design wants them, client properties. Nothing here reads or writes a row.
 */
@NullMarked
package dev.sluice.topics;

import org.jspecify.annotations.NullMarked;
