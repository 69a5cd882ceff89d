package dev.sluice.reports.hiring;

import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.ledger.PostgresSettings;
import dev.sluice.reports.TestPostgres;
import dev.sluice.reports.reads.Migrations;
import dev.sluice.reports.reads.ReadSettings;
import dev.sluice.reports.reads.Reads;
import dev.sluice.reports.reads.Schemas;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A database of its own with the rollup in it; the hiring tables come when the test says so. */
final class HiringDatabase implements AutoCloseable {

    private static final String TABLES = """
            create table departments (id integer primary key, department text not null);
            create table jobs (id integer primary key, job text not null);
            create table hired_employees (
                id integer primary key, name text not null, datetime timestamptz not null,
                department_id integer not null references departments, job_id integer not null references jobs)
            """;

    private final PostgresSettings settings = TestPostgres.newDatabase();
    private final HikariDataSource writer = TestPostgres.pool(settings);
    private final Schemas schemas = new Schemas("sluice", "public");
    private final JdbcClient sql = JdbcClient.create(writer);
    private final TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(writer));
    private final RollupFold fold = new RollupFold(sql, transactions, schemas);
    private final RollupKeeper keeper =
            new RollupKeeper(new RollupTriggers(sql, transactions, schemas), fold, Duration.ofSeconds(1));
    private final Reads reads;
    private final Reports reports;

    HiringDatabase() {
        TestPostgres.migrate(writer);
        Migrations.run(writer, schemas);
        reads = Reads.open(settings, new ReadSettings(2, Duration.ofSeconds(30)), Optional.empty());
        reports = new Reports(reads, schemas);
    }

    static HiringDatabase withTables() {
        HiringDatabase database = new HiringDatabase();
        database.createTables();
        database.keeper.round();
        return database;
    }

    void createTables() {
        sql.sql(TABLES).update();
    }

    JdbcClient sql() {
        return sql;
    }

    RollupKeeper keeper() {
        return keeper;
    }

    RollupFold fold() {
        return fold;
    }

    DataSource writer() {
        return writer;
    }

    Reports reports() {
        return reports;
    }

    TransactionTemplate transactions() {
        return transactions;
    }

    void departments(String... names) {
        for (int i = 0; i < names.length; i++) {
            sql.sql("insert into departments values (?, ?)")
                    .params(i + 1, names[i])
                    .update();
        }
    }

    void jobs(String... names) {
        for (int i = 0; i < names.length; i++) {
            sql.sql("insert into jobs values (?, ?)").params(i + 1, names[i]).update();
        }
    }

    void hire(int department, int job, String... times) {
        for (String time : times) {
            sql.sql("""
                            insert into hired_employees
                            select coalesce(max(id), 0) + 1, 'x', ?::timestamptz, ?, ? from hired_employees
                            """).params(time, department, job).update();
        }
    }

    List<List<Object>> rows(String report, int year) {
        return answer(report, year).rows();
    }

    Report.Answer answer(String report, int year) {
        return read(report, year).answer();
    }

    ReportVersion version() {
        return read("hires-by-quarter", 2021).version();
    }

    private Reports.Outcome.Read read(String report, int year) {
        return (Reports.Outcome.Read)
                reports.read(reports.find(report).orElseThrow(), year, version -> false, version -> Optional.empty());
    }

    @Override
    public void close() {
        reads.close();
        writer.close();
    }
}
