package dev.sluice.reports.reads;

/**
 * Where the system's own tables and the contracts' tables live.
 *
 * @param system unquoted
 * @param tables unquoted
 */
public record Schemas(String system, String tables) {

    /** The statement with its {@code {sluice}} and {@code {tables}} replaced by quoted names. */
    public String in(String statement) {
        return statement.replace("{sluice}", quoted(system)).replace("{tables}", quoted(tables));
    }

    public static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
