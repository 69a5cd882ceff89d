package dev.sluice.wire;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;

/** The names of the record headers, and how their text is written: UTF-8. */
public final class Headers {
    /** Media type of a raw value; told from its first byte when absent. */
    public static final String CONTENT_TYPE = "content-type";
    /** Column names of a CSV line, comma separated, when they are not in the contract's order. */
    public static final String COLUMNS = "sluice-columns";
    /** Stands in {@link #COLUMNS} before the name of a field that is none of the row's and is not read. */
    public static final String PASSED_OVER = "-";
    /** Id of the batch that the row came with. */
    public static final String BATCH = "sluice-batch";
    /** Place of the row in its batch, from 1, in decimal. */
    public static final String ROW = "sluice-row";
    /** Of a dead letter: JSON list of {@code {rule, field, message}}. */
    public static final String REASONS = "sluice-reasons";
    /** How often the row has been judged so far, in decimal. */
    public static final String ATTEMPT = "sluice-attempt";
    /** Where the raw record is: {@code <topic>/<partition>/<offset>}. */
    public static final String SOURCE = "sluice-source";
    /** The id that the edge reserved for a row that came without one. */
    public static final String GENERATED_ID = "sluice-id";
    /** {@code true} asks for the removal of the key. */
    public static final String DELETE = "sluice-delete";
    /**
     * Of a restored row: it is not stored where its key was written at this offset of its partition or after it, in decimal.
     */
    public static final String UNLESS_WRITTEN_SINCE = "sluice-unless-written-since";
    /**
     * Of a record that repairs a valid topic after a refusal: the place of the record that was refused. The table holds what
     * it says, so it is never stored.
     */
    public static final String REFUSED = "sluice-refused";
    /** Id of the dead letter that this row is another attempt of. */
    public static final String LETTER = "sluice-letter";
    /** {@code true} lets another attempt replace a row of its key that the table has by now. */
    public static final String OVERWRITE = "sluice-overwrite";
    /** Of a row that mends one that was set aside: the batch that that one came with. */
    public static final String CORRECTS = "sluice-corrects";
    /** Kind of a {@link BatchEvent}. */
    public static final String EVENT = "sluice-event";

    private Headers() {}

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The last value under this name, as Kafka's own tools read repeated headers. */
    public static Optional<String> text(org.apache.kafka.common.header.Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }
}
