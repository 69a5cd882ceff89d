package dev.sluice.backup.files;

/**
 * One file of a backup, as the manifest has it.
 *
 * @param rowHash of the rows, whatever their order
 */
public record TableFile(String table, String file, long rows, long bytes, String sha256, String rowHash) {}
