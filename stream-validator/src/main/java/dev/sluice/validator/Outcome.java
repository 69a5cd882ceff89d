package dev.sluice.validator;

/** What the receipts say of a judged row. A removal counts as valid; a row that waits is so for now only. */
enum Outcome {
    VALID,
    DEAD,
    WAITING
}
