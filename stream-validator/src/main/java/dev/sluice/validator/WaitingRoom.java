package dev.sluice.validator;

import dev.sluice.row.Reference;
import dev.sluice.row.References;
import dev.sluice.validator.WaitingKey.Want;
import dev.sluice.validator.WaitingRows.Entry;
import dev.sluice.wire.Headers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

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
    private Bytes nextWant = WaitingKey.FIRST_REFERENCE;
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
        Entry entry = rows.add(row);
        if (first) {
            outlet.held(row.arrival().channel(), row.key());
            rows.waitsFor(entry, missing);
        }
    }

    void round(long now) {
        release();
        expire(now);
    }

    /** Looks for parents that have come. */
    private void release() {
        for (int step = 0; step < STEPS_PER_ROUND; step++) {
            Optional<Want> want = rows.wantFrom(nextWant);
            if (want.isEmpty()) {
                nextWant = WaitingKey.FIRST_REFERENCE;
                return;
            }
            Parent parent = want.get().parent();
            if (present.present(parent.table(), parent.key())) {
                rows.find(want.get().arrival())
                        .filter(entry -> missing(entry).isEmpty())
                        .ifPresent(this::releases);
                nextWant = want.get().next();
            } else {
                nextWant = want.get().nextParent();
            }
        }
    }

    private void releases(Entry head) {
        takesEffect(head);
        promote(head.row().arrival().channel(), head.row().key());
    }

    /** Looks at the rows whose grace is over, the oldest first. */
    private void expire(long now) {
        int fruitless = 0;
        for (int step = 0; step < STEPS_PER_ROUND && fruitless < FRUITLESS_STEPS_PER_ROUND; step++) {
            Optional<Entry> overdue = rows.from(nextOverdue).filter(entry -> deadline(entry) <= now);
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

    private boolean ended(Entry entry) {
        long moment = deadline(entry);
        // No short cut: the horizon finds out about all parents at the same time.
        long unknown = missing(entry).stream()
                .filter(reference -> !horizon.hasPassed(Parent.of(reference), moment))
                .count();
        if (unknown > 0) {
            return false;
        }
        // Looked up once more: what came while the horizon moved has come in time.
        List<Reference> absent = missing(entry);
        if (absent.isEmpty()) {
            takesEffect(entry);
        } else {
            hasWaitedInVain(entry, absent);
        }
        promote(entry.row().arrival().channel(), entry.row().key());
        return true;
    }

    private void takesEffect(Entry entry) {
        WaitingRow row = entry.row();
        outlet.valid(row.arrival(), Headers.bytes(row.key()), row.framed());
        tallies.waitedFor(row.arrival(), Outcome.VALID);
        rows.remove(entry);
    }

    private void hasWaitedInVain(Entry entry, List<Reference> absent) {
        WaitingRow row = entry.row();
        outlet.dead(row.arrival(), absent.stream().map(Reference::violation).toList());
        tallies.waitedFor(row.arrival(), Outcome.DEAD);
        rows.remove(entry);
    }

    /**
     * After a head has left: those behind it take effect, up to the next one that has to wait. Where a queue is longer
     * than one round's work, its head is found by the next look at overdue rows.
     */
    private void promote(Channel channel, String key) {
        for (int step = 0; step < STEPS_PER_ROUND; step++) {
            Optional<Entry> head = rows.head(channel.table(), key);
            if (head.isEmpty()) {
                outlet.heldNoMore(channel, key);
                return;
            }
            List<Reference> missing = missing(head.get());
            if (!missing.isEmpty()) {
                rows.waitsFor(head.get(), missing);
                return;
            }
            takesEffect(head.get());
        }
    }

    private List<Reference> missing(Entry entry) {
        return entry.row().references().stream()
                .filter(reference -> !present.present(reference.table(), reference.key()))
                .toList();
    }

    private long deadline(Entry entry) {
        return entry.row().since() + graceMillis;
    }
}
