package dev.sluice.validator;

import dev.sluice.row.Reference;

/** A row that others refer to. */
record Parent(String table, String key) {
    static Parent of(Reference reference) {
        return new Parent(reference.table(), reference.key());
    }
}
