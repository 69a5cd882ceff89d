/**
 * The product as its users have it: the script, the ports, the files. Nothing here looks inside.
 */
@NullMarked
package dev.sluice.e2e;

import org.jspecify.annotations.NullMarked;
