@NullMarked
package dev.sluice.topics;

import org.jspecify.annotations.NullMarked;
