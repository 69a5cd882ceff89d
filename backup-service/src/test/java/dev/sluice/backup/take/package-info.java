@NullMarked
package dev.sluice.backup.take;

import org.jspecify.annotations.NullMarked;
