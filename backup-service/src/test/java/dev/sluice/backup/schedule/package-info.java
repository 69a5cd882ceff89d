@NullMarked
package dev.sluice.backup.schedule;

import org.jspecify.annotations.NullMarked;
