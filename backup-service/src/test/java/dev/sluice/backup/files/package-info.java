@NullMarked
package dev.sluice.backup.files;

import org.jspecify.annotations.NullMarked;
