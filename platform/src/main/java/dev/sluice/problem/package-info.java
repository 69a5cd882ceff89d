/**
 * What a caller is told when a request can't be served: RFC 9457, always, from whatever depth the error comes. In:
 * exceptions. Out: {@code application/problem+json} with a stable slug. Never a stack trace, never a page of the server's.
 */
@NullMarked
package dev.sluice.problem;

import org.jspecify.annotations.NullMarked;
