package dev.sluice.contract;

/** Names in SQL. They come from contracts and settings only, and are always quoted. */
public final class SqlName {
    private SqlName() {}

    public static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
