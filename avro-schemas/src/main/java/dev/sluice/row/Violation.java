package dev.sluice.row;

import org.jspecify.annotations.Nullable;

/**
 * One reason why a row is not valid.
 *
 * @param rule one of {@link Rules}
 * @param field the column, or null when the row as a whole is meant
 * @param message what is wrong, for a person
 */
public record Violation(String rule, @Nullable String field, String message) {}
