package dev.sluice.reports.reads;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * The tables that only readers need. They have a history of their own: a process without this stage must not miss
 * migrations that it has never seen.
 */
public final class Migrations {

    private Migrations() {}

    public static void run(DataSource writer, Schemas schemas) {
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(writer)
                .defaultSchema(schemas.system())
                .table("reports_migrations")
                .locations("classpath:dev/sluice/reports/hiring")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                // A history may name migrations that are the system's own: what the desk needs, others ask for too.
                .ignoreMigrationPatterns("*:missing")
                .load()
                .migrate();
    }
}
