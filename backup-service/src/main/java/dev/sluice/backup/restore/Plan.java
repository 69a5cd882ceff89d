package dev.sluice.backup.restore;

/**
 * What a restore does to one table.
 *
 * @param backup rows that the table shall have by the backup
 * @param live rows that it has
 */
record Plan(long backup, long live, long inserts, long changes, long deletes, long same) {
    long upserts() {
        return inserts + changes;
    }
}
