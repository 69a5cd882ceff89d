package dev.sluice.producer.limits;

/** What no request may go past, whatever the settings say. */
public final class Limits {
    /** Rows in a batch. */
    public static final int MAX_ROWS = 1000;

    /** Bytes in a row. */
    public static final int MAX_ROW_BYTES = 512 * 1024;

    private Limits() {}
}
