@NullMarked
package dev.sluice.backup.runs;

import org.jspecify.annotations.NullMarked;
