/**
 * The log: how its topics are named and made, which schemas go with them, and how clients to it are configured. In:
 * contracts and settings. Out: names, topics and subjects that are as they should be, client properties. Nothing here reads
 * or writes a row.
 */
@NullMarked
package dev.sluice.topics;

import org.jspecify.annotations.NullMarked;
