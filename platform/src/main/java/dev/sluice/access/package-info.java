/**
 * Who may call what. In: requests with keys. Out: the {@link Caller}, or a problem. A route that says nothing about its
 * scope is closed. Only hashes of keys are kept; a key is shown once, to the one who made it.
 */
@NullMarked
package dev.sluice.access;

import org.jspecify.annotations.NullMarked;
