package dev.sluice.contract;

import java.math.BigDecimal;

/**
 * A least or greatest value, inclusive.
 *
 * @param text as the contract spells it
 * @param value the number; for a date its day, for a timestamp its instant, each counted from the epoch as Avro does
 */
public record Bound(String text, BigDecimal value) {}
