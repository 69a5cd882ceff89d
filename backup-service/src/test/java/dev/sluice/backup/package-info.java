@NullMarked
package dev.sluice.backup;

import org.jspecify.annotations.NullMarked;
