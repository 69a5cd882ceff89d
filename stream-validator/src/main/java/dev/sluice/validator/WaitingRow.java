package dev.sluice.validator;

import dev.sluice.row.Reference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row that has been judged and may not take effect yet: a parent is missing, or an earlier write to its key waits. */
final class WaitingRow {
    private final Arrival arrival;
    private final String key;
    private final byte @Nullable [] framed;
    private final List<Reference> references;
    private final long since;

    /**
     * @param framed the valid topic's value, null for a removal
     * @param references all parents that the row needs
     * @param since when it began to wait, in milliseconds of the wall clock
     */
    WaitingRow(Arrival arrival, String key, byte @Nullable [] framed, List<Reference> references, long since) {
        this.arrival = arrival;
        this.key = key;
        this.framed = framed;
        this.references = references;
        this.since = since;
    }

    Arrival arrival() {
        return arrival;
    }

    String key() {
        return key;
    }

    byte @Nullable [] framed() {
        return framed;
    }

    List<Reference> references() {
        return references;
    }

    long since() {
        return since;
    }
}
