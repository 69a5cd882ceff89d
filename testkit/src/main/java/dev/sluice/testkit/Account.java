package dev.sluice.testkit;

import java.util.NavigableSet;

/**
 * Where the rows of one table are, as the topics themselves tell it. A row is named by the position of its raw record,
 * {@code topic/partition/offset}.
 *
 * @param lost raw rows that are neither valid nor dead; rows that still wait are among them
 * @param doubled raw rows that have more than one outcome
 * @param unheardOf outcomes of rows that the raw topic doesn't hold
 */
public record Account(
        int received,
        int valid,
        int dead,
        NavigableSet<String> lost,
        NavigableSet<String> doubled,
        NavigableSet<String> unheardOf) {

    public boolean balanced() {
        return received == valid + dead && lost.isEmpty() && doubled.isEmpty() && unheardOf.isEmpty();
    }
}
