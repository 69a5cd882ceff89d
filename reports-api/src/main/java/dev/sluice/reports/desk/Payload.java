package dev.sluice.reports.desk;

import org.jspecify.annotations.Nullable;

/** A row's bytes as they came, with what was said about them. */
final class Payload {

    private final byte @Nullable [] bytes;
    private final @Nullable String contentType;
    private final @Nullable String columns;

    /** @param columns the names that came with a CSV line, joined by commas */
    Payload(byte @Nullable [] bytes, @Nullable String contentType, @Nullable String columns) {
        this.bytes = bytes;
        this.contentType = contentType;
        this.columns = columns;
    }

    byte @Nullable [] bytes() {
        return bytes;
    }

    @Nullable
    String contentType() {
        return contentType;
    }

    @Nullable
    String columns() {
        return columns;
    }
}
