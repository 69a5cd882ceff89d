@NullMarked
package dev.sluice.copy;

import org.jspecify.annotations.NullMarked;
