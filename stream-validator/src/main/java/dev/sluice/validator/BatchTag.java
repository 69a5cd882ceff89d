package dev.sluice.validator;

/** The batch that a row is counted in, and its number there. */
record BatchTag(String batch, long row) {}
