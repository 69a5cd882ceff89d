package dev.sluice.reports.reads;

import dev.sluice.contract.SqlName;

/**
 * Where the system's own tables and the contracts' tables live.
 *
 * @param system unquoted
 * @param tables unquoted
 */
public record Schemas(String system, String tables) {

    /** The statement with its {@code {sluice}} and {@code {tables}} replaced by quoted names. */
    public String in(String statement) {
        return statement.replace("{sluice}", SqlName.quoted(system)).replace("{tables}", SqlName.quoted(tables));
    }
}
