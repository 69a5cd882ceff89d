/**
 * What a table promises: columns, types, rules, references. A contract is parsed once and everything else derives from it.
 */
@NullMarked
package dev.sluice.contract;

import org.jspecify.annotations.NullMarked;
