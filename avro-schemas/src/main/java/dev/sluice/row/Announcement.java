package dev.sluice.row;

import dev.sluice.contract.Contract;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a record's headers say about its value. A stream of rows repeats them, so the judge keeps the last one. */
final class Announcement {
    private final byte @Nullable [] contentType;
    private final byte @Nullable [] columns;
    private final Format format;
    private final CsvLayout layout;

    Announcement(Contract contract, Cells cells, byte @Nullable [] contentType, byte @Nullable [] columns) {
        this.contentType = contentType;
        this.columns = columns;
        String type = text(contentType).stripLeading().toLowerCase(Locale.ROOT);
        this.format = type.startsWith("text/csv")
                ? Format.CSV
                : type.startsWith("application/json") ? Format.JSON : Format.NONE;
        this.layout = columns == null
                ? CsvLayout.inOrder(contract, cells, (byte) CsvDelimiter.of(type))
                : CsvLayout.named(text(columns), cells, (byte) CsvDelimiter.of(type));
    }

    private static String text(byte @Nullable [] header) {
        return header == null ? "" : new String(header, StandardCharsets.UTF_8);
    }

    boolean saidBy(RawRow raw) {
        return Arrays.equals(contentType, raw.contentType()) && Arrays.equals(columns, raw.columns());
    }

    /** By the content type where it says something, else by the first byte; so CSV has to be announced. */
    Format format(byte[] value) {
        return format == Format.NONE ? Format.of(value) : format;
    }

    CsvLayout layout() {
        return layout;
    }
}
