package dev.sluice.validator;

import dev.sluice.row.Verdict;

/** What runs from the judge to the settling: a raw record and the verdict on it. */
record Judged(Arrival arrival, Verdict verdict) {}
