@NullMarked
package dev.sluice.letters;

import org.jspecify.annotations.NullMarked;
