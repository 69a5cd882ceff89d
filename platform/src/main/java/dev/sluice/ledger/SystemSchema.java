package dev.sluice.ledger;

import dev.sluice.topics.Tenant;

/** The system schema, migrated: whoever holds one may use its tables. Those who never ask for one need no database. */
public final class SystemSchema {

    private final String name;

    private SystemSchema(String name) {
        this.name = name;
    }

    static SystemSchema of(Tenant tenant) {
        return new SystemSchema(tenant.schema());
    }

    /** Unquoted, as the catalogue has it. */
    public String name() {
        return name;
    }

    /** Qualified and quoted, to be put into SQL. */
    public String table(String table) {
        return '"' + name + "\".\"" + table + '"';
    }
}
