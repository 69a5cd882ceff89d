package dev.sluice.validator;

/**
 * Says at once that a key has no waiting row; "maybe" otherwise. While a few rows wait, all others pass without a look
 * into the store. Its size is fixed, so any number of rows may wait.
 */
final class KeyFilter {
    private static final int BUCKETS = 1 << 16;

    private final int[] counts = new int[BUCKETS];

    void add(String table, String key) {
        counts[bucket(table, key)]++;
    }

    void remove(String table, String key) {
        counts[bucket(table, key)]--;
    }

    boolean mayContain(String table, String key) {
        return counts[bucket(table, key)] > 0;
    }

    private static int bucket(String table, String key) {
        int hash = (31 * table.hashCode() + key.hashCode()) * 0x9E3779B9;
        return hash >>> 16;
    }
}
