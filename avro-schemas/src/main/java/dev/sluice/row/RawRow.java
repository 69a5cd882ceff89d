package dev.sluice.row;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A raw record as the judge needs it. Header values stay bytes: a stream of rows repeats them, and the judge
 * recognises a repeated one without making a string of it. Arrays are not copied and must not change.
 */
public final class RawRow {
    private final byte @Nullable [] key;
    private final byte @Nullable [] value;
    private final byte @Nullable [] contentType;
    private final byte @Nullable [] columns;
    private final byte @Nullable [] generatedId;
    private final boolean delete;

    /**
     * @param contentType value of the header {@code content-type}
     * @param columns value of the header {@code sluice-columns}
     * @param generatedId value of the header {@code sluice-id}
     * @param delete whether the header {@code sluice-delete} asks for removal
     */
    public RawRow(
            byte @Nullable [] key,
            byte @Nullable [] value,
            byte @Nullable [] contentType,
            byte @Nullable [] columns,
            byte @Nullable [] generatedId,
            boolean delete) {
        this.key = key;
        this.value = value;
        this.contentType = contentType;
        this.columns = columns;
        this.generatedId = generatedId;
        this.delete = delete;
    }

    /** A value without headers: JSON or framed Avro, told apart by the first byte. */
    public static RawRow of(byte @Nullable [] key, byte @Nullable [] value) {
        return new RawRow(key, value, null, null, null, false);
    }

    /** One JSON object. */
    public static RawRow json(String value) {
        return of(null, value.getBytes(StandardCharsets.UTF_8));
    }

    /** One CSV line, columns in the contract's order. */
    public static RawRow csv(String line) {
        byte[] contentType = "text/csv".getBytes(StandardCharsets.US_ASCII);
        return new RawRow(null, line.getBytes(StandardCharsets.UTF_8), contentType, null, null, false);
    }

    /** The removal of the row of this key. */
    public static RawRow removal(byte[] key) {
        return new RawRow(key, null, null, null, null, true);
    }

    /** The same record under another {@code content-type}. */
    public RawRow withContentType(String type) {
        return new RawRow(key, value, type.getBytes(StandardCharsets.UTF_8), columns, generatedId, delete);
    }

    /** The same record with its columns named. */
    public RawRow withColumns(String names) {
        return new RawRow(key, value, contentType, names.getBytes(StandardCharsets.UTF_8), generatedId, delete);
    }

    /** The same record with an id for the case that it has none of its own. */
    public RawRow withGeneratedId(String id) {
        return new RawRow(key, value, contentType, columns, id.getBytes(StandardCharsets.UTF_8), delete);
    }

    byte @Nullable [] key() {
        return key;
    }

    byte @Nullable [] value() {
        return value;
    }

    byte @Nullable [] contentType() {
        return contentType;
    }

    byte @Nullable [] columns() {
        return columns;
    }

    byte @Nullable [] generatedId() {
        return generatedId;
    }

    boolean delete() {
        return delete;
    }
}
