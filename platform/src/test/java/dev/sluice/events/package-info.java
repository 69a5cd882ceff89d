@NullMarked
package dev.sluice.events;

import org.jspecify.annotations.NullMarked;
