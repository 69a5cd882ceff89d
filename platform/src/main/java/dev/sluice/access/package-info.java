/**
 * Who may call what. In: requests with keys. Out: the {@link Caller}, or a problem. A route that says nothing about its
 * scope is closed. Browsers sign in with a key and carry a session instead, which ends with the key. Only hashes of keys are kept; a key is shown once, to the one who made it.
 */
@NullMarked
package dev.sluice.access;

import org.jspecify.annotations.NullMarked;
