@NullMarked
package dev.sluice.start;

import org.jspecify.annotations.NullMarked;
