@NullMarked
package dev.sluice.backup.restore;

import org.jspecify.annotations.NullMarked;
