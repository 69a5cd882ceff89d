package dev.sluice.validator;

import dev.sluice.row.Reference;
import dev.sluice.row.References;
import dev.sluice.validator.WaitingRows.Slot;
import dev.sluice.wire.Headers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Decides how waiting ends. A row takes effect as soon as all its parents are there and no earlier write to its key
 * waits; it becomes a dead letter when its grace is over and the horizon says that the parent is not on its way.
 *
 * <p>Each round does a bounded amount of work and goes on where the last one stopped, so that any number of rows may
 * wait without holding up the partition or outlasting the transaction.
 */
final class WaitingRoom {
    private static final int STEPS_PER_ROUND = 1_000;
    private static final int FRUITLESS_STEPS_PER_ROUND = 50;

    private final WaitingRows rows;
    private final References present;
    private final Horizon horizon;
    private final Outlet outlet;
    private final Tallies tallies;
    private final long graceMillis;
    private long nextOverdue;

    WaitingRoom(WaitingRows rows, References present, Horizon horizon, Outlet outlet, Tallies tallies, Duration grace) {
        this.rows = rows;
        this.present = present;
        this.horizon = horizon;
        this.outlet = outlet;
        this.tallies = tallies;
        this.graceMillis = grace.toMillis();
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    long oldestSince() {
        return rows.oldestSince();
    }

    /** Whether a write to this key has to queue. */
    boolean holds(String table, String key) {
        return rows.queued(table, key);
    }

    /** Takes a row in, behind the earlier writes to its key. */
    void admit(WaitingRow row, Collection<Reference> missing) {
        boolean first = !holds(row.arrival().table(), row.key());
        long arrival = rows.add(row);
        if (first) {
            outlet.held(row.arrival().channel(), row.key());
            rows.waitsFor(arrival, missing);
        }
    }

    void round(long now) {
        release();
        expire(now);
    }

    /** Looks for parents that have come; each at most once, and where one has come, for who waits for it. */
    private void release() {
        AwaitedParents awaited = rows.awaited();
        int absent = 0;
        for (int step = 0; step < STEPS_PER_ROUND && absent < awaited.size(); step++) {
            Parent parent = awaited.peek().orElseThrow();
            if (present.present(parent.table(), parent.key())) {
                releaseIfComplete(awaited.take(parent));
            } else {
                awaited.pass(parent);
                absent++;
            }
        }
    }

    /** It may wait for another parent still, or again. */
    private void releaseIfComplete(long arrival) {
        WaitingRow row = rows.get(arrival);
        List<Reference> missing = missing(row);
        if (missing.isEmpty()) {
            takesEffect(arrival, row);
            promote(row.arrival().channel(), row.key());
        } else {
            rows.waitsFor(arrival, missing);
        }
    }

    /** Looks at the rows whose grace is over, the oldest first. */
    private void expire(long now) {
        int fruitless = 0;
        for (int step = 0; step < STEPS_PER_ROUND && fruitless < FRUITLESS_STEPS_PER_ROUND; step++) {
            Optional<Slot> overdue = rows.from(nextOverdue).filter(slot -> deadline(slot.since()) <= now);
            if (overdue.isEmpty()) {
                nextOverdue = 0;
                return;
            }
            if (!rows.isHead(overdue.get()) || !ended(overdue.get())) {
                fruitless++;
            }
            nextOverdue = overdue.get().arrival() + 1;
        }
    }

    private boolean ended(Slot slot) {
        WaitingRow row = rows.get(slot.arrival());
        // No short cut: the horizon finds out about all parents at the same time.
        long unknown = missing(row).stream()
                .filter(reference -> !horizon.hasPassed(Parent.of(reference), deadline(slot.since())))
                .count();
        if (unknown > 0) {
            return false;
        }
        // Looked up once more: what came while the horizon moved has come in time.
        List<Reference> absent = missing(row);
        if (absent.isEmpty()) {
            takesEffect(slot.arrival(), row);
        } else {
            hasWaitedInVain(slot.arrival(), row, absent);
        }
        promote(row.arrival().channel(), row.key());
        return true;
    }

    private void takesEffect(long arrival, WaitingRow row) {
        outlet.valid(row.arrival(), Headers.bytes(row.key()), row.framed());
        tallies.waitedFor(row.arrival(), Outcome.VALID);
        rows.remove(arrival, row);
    }

    private void hasWaitedInVain(long arrival, WaitingRow row, List<Reference> absent) {
        outlet.dead(row.arrival(), absent.stream().map(Reference::violation).toList());
        tallies.waitedFor(row.arrival(), Outcome.DEAD);
        rows.remove(arrival, row);
    }

    /**
     * After a head has left: those behind it take effect, up to the next one that has to wait. Where a queue is longer
     * than one round's work, its head is found by the next look at overdue rows.
     */
    private void promote(Channel channel, String key) {
        for (int step = 0; step < STEPS_PER_ROUND; step++) {
            Optional<Long> head = rows.head(channel.table(), key);
            if (head.isEmpty()) {
                outlet.heldNoMore(channel, key);
                return;
            }
            WaitingRow row = rows.get(head.get());
            List<Reference> missing = missing(row);
            if (!missing.isEmpty()) {
                rows.waitsFor(head.get(), missing);
                return;
            }
            takesEffect(head.get(), row);
        }
    }

    private List<Reference> missing(WaitingRow row) {
        return row.references().stream()
                .filter(reference -> !present.present(reference.table(), reference.key()))
                .toList();
    }

    private long deadline(long since) {
        return since + graceMillis;
    }
}
