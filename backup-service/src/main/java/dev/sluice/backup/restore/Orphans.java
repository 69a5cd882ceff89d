package dev.sluice.backup.restore;

/**
 * References that a restore would break.
 *
 * @param table whose rows would be left without a parent
 * @param rows how many rows
 * @param parents to how many parents they refer
 */
record Orphans(String table, String column, String parent, long rows, long parents) {}
