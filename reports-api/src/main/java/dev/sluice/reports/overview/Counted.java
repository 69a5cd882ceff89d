package dev.sluice.reports.overview;

/**
 * The ledger's counters of one table, over all batches.
 *
 * @param received what came in; for rows that a publisher sent by itself, what was judged of them
 * @param inFlight neither stored nor set aside nor waiting
 */
record Counted(long received, long judged, long valid, long stored, long dead, long waiting, long inFlight) {

    static final Counted NOTHING = new Counted(0, 0, 0, 0, 0, 0, 0);

    Counted plus(Counted other) {
        return new Counted(
                received + other.received,
                judged + other.judged,
                valid + other.valid,
                stored + other.stored,
                dead + other.dead,
                waiting + other.waiting,
                inFlight + other.inFlight);
    }
}
