/**
 * What happens before the first row: waiting for backends that come up after us, and stopping with one clear line where
 * there is no point in waiting. In: attempts to reach a backend. Out: the backend, or a {@link StartException}.
 */
@NullMarked
package dev.sluice.start;

import org.jspecify.annotations.NullMarked;
