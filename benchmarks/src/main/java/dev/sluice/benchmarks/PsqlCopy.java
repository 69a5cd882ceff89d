package dev.sluice.benchmarks;

import dev.sluice.embedded.Endpoints;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** The peer: PostgreSQL's own loader, from a CSV file, into a table with the same columns, key and foreign keys. */
public final class PsqlCopy {
    public static final String TABLE = "peer.hired_employees";

    private static final String TABLES = """
            drop schema if exists peer cascade;
            create schema peer;
            create table peer.departments (id integer primary key, department text not null);
            create table peer.jobs (id integer primary key, job text not null);
            create table peer.hired_employees (
              id integer primary key, name text not null, datetime timestamptz not null,
              department_id integer not null references peer.departments, job_id integer not null references peer.jobs);
            insert into peer.departments select n, 'Department ' || n from generate_series(1, %d) n;
            insert into peer.jobs select n, 'Job ' || n from generate_series(1, %d) n;
            analyze peer.departments; analyze peer.jobs;
            """;

    private static final String FINGERPRINT = """
            select count(*) || ' ' || sum(hashtextextended(row(id, name, datetime, department_id, job_id)::text, 0)) from %s
            """;

    private final Endpoints endpoints;
    private final Database database;
    private final Path directory;
    private final int rows;

    public PsqlCopy(Endpoints endpoints, Path directory, int rows) {
        this.endpoints = endpoints;
        this.database = new Database(endpoints);
        this.directory = directory;
        this.rows = rows;
    }

    /** Makes the tables anew, with their parents. */
    public void createTables() throws SQLException {
        database.execute(TABLES.formatted(HiredRow.DEPARTMENTS, HiredRow.JOBS));
    }

    public double seconds() throws Exception {
        Path file = csv(0);
        createTables();
        database.execute("checkpoint");
        long start = System.nanoTime();
        copy(file, TABLE);
        return (System.nanoTime() - start) / 1e9;
    }

    /** @throws IllegalStateException when the table does not hold exactly the rows of this version */
    public void requireEqual(String table, int version) throws Exception {
        database.execute("drop table if exists peer.expected;"
                + "create unlogged table peer.expected (like peer.hired_employees)");
        copy(csv(version), "peer.expected");
        String expected = database.text(FINGERPRINT.formatted("peer.expected"));
        String actual = database.text(FINGERPRINT.formatted(table));
        if (!actual.equals(expected)) {
            throw new IllegalStateException(table + " holds " + actual + " but should hold " + expected);
        }
    }

    private Path csv(int version) throws IOException {
        Path file = directory.resolve("hires-" + version + ".csv");
        if (!Files.exists(file)) {
            try (BufferedWriter writer = Files.newBufferedWriter(file)) {
                for (int id = 1; id <= rows; id++) {
                    writer.write(HiredRow.of(id, version).csv());
                }
            }
        }
        return file;
    }

    private void copy(Path file, String table) throws IOException, InterruptedException {
        String address = endpoints.jdbcUrl().substring("jdbc:".length());
        ProcessBuilder psql = new ProcessBuilder(List.of(
                        "psql",
                        "-q",
                        "-v",
                        "ON_ERROR_STOP=1",
                        "-d",
                        address,
                        "-U",
                        endpoints.user(),
                        "-c",
                        "\\copy " + table + " from '" + file + "' csv"))
                .inheritIO();
        psql.environment().put("PGPASSWORD", endpoints.password());
        int exit = psql.start().waitFor();
        if (exit != 0) {
            throw new IllegalStateException("psql ended with " + exit);
        }
    }
}
