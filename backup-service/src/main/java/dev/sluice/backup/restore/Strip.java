package dev.sluice.backup.restore;

import dev.sluice.contract.Contracts;
import dev.sluice.wire.BatchEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Part of what is published, one after the other: rows of one table that come, or that go. Rows of a restore are numbered
 * through all strips.
 *
 * @param first number of its first row
 */
record Strip(RestoredTable table, boolean removal, long first, long rows) {

    /** First what comes, parents before children; then what goes, children before parents. */
    static List<Strip> of(List<RestoredTable> tables, Map<String, Plan> plan, Contracts contracts) {
        List<RestoredTable> parentsFirst = new ArrayList<>();
        contracts
                .parentsFirst()
                .forEach(contract -> tables.stream()
                        .filter(table -> table.contract() == contract)
                        .forEach(parentsFirst::add));
        List<Strip> strips = new ArrayList<>();
        long next = 1;
        for (RestoredTable table : parentsFirst) {
            next = add(strips, table, false, next, planOf(table, plan).upserts());
        }
        Collections.reverse(parentsFirst);
        for (RestoredTable table : parentsFirst) {
            next = add(strips, table, true, next, planOf(table, plan).deletes());
        }
        return strips;
    }

    private static Plan planOf(RestoredTable table, Map<String, Plan> plan) {
        return Objects.requireNonNull(plan.get(table.contract().table()));
    }

    private static long add(List<Strip> strips, RestoredTable table, boolean removal, long first, long rows) {
        if (rows > 0) {
            strips.add(new Strip(table, removal, first, rows));
        }
        return first + rows;
    }

    long last() {
        return first + rows - 1;
    }

    /** What the batch's event says: rows of each table, and the sums of their numbers. */
    static Map<String, BatchEvent.Share> shares(List<Strip> strips) {
        Map<String, BatchEvent.Share> shares = new LinkedHashMap<>();
        for (Strip strip : strips) {
            shares.merge(
                    strip.table().contract().table(),
                    BatchEvent.Share.ofRows(strip.first(), strip.rows()),
                    BatchEvent.Share::plus);
        }
        return shares;
    }
}
