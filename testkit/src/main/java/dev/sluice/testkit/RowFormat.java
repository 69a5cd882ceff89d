package dev.sluice.testkit;

/** How a generated row is written. */
public enum RowFormat {
    JSON,
    CSV
}
