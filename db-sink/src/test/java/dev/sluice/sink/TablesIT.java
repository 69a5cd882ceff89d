package dev.sluice.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.start.StartException;
import dev.sluice.testkit.Backends;
import dev.sluice.testkit.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablesIT {
    private final Database database = Backends.shared().freshDatabase();

    @Test
    void makingThemTwiceChangesNothing() throws SQLException {
        make(Contracts.shipped());

        make(Contracts.shipped());

        insert("insert into departments values (1, 'Sales')", "insert into jobs values (1, 'Clerk')");
        assertThatThrownBy(() -> insert("insert into hired_employees values (1, 'Ann', now(), 2, 1)"))
                .hasMessageContaining("foreign key");
    }

    @Test
    void makingThemAgainWaitsForNoWriter() throws SQLException {
        make(Contracts.shipped());
        try (Connection writer = database.connect();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("insert into departments values (1, 'Sales')");
            statement.execute("insert into jobs values (1, 'Clerk')");
            statement.execute("insert into hired_employees values (1, 'Ann', now(), 1, 1)");
            statement.execute("select setval('hired_employees_id_seq', 1)");

            try (Connection connection = database.connect();
                    Statement impatient = connection.createStatement()) {
                impatient.execute("set lock_timeout = '1s'");
                new TableCreation("public", Contracts.shipped()).run(connection);
            }
        }
    }

    @Test
    void aNewOptionalColumnIsAddedAndRowsStay() throws SQLException {
        make(Contracts.of(List.of(places(""))));
        insert("insert into places values (1)");

        make(Contracts.of(List.of(places(", { \"name\": \"note\", \"type\": [\"null\", \"string\"] }"))));

        insert("insert into places values (2, 'here')");
    }

    @Test
    void aNewRequiredColumnStopsTheStart() throws SQLException {
        make(Contracts.of(List.of(places(""))));

        assertThatThrownBy(() -> make(Contracts.of(List.of(places(", { \"name\": \"note\", \"type\": \"string\" }")))))
                .isInstanceOf(StartException.class)
                .hasMessage("The table places can't hold the contract Place.avsc: column note is required but missing,"
                        + " and only optional columns can be added");
    }

    @Test
    void aColumnOfAnotherTypeStopsTheStartAndNothingIsChanged() throws SQLException {
        insert("create table departments (id bigint primary key, department text not null)");

        assertThatThrownBy(() -> make(Contracts.shipped()))
                .isInstanceOf(StartException.class)
                .hasMessageEndingWith("column id is bigint but the contract needs integer");
        assertThatThrownBy(() -> insert("select from jobs")).hasMessageContaining("does not exist");
    }

    @Test
    void aTableWithoutItsPrimaryKeyStopsTheStart() throws SQLException {
        insert("create table departments (id integer not null, department text not null)");

        assertThatThrownBy(() -> make(Contracts.shipped()))
                .isInstanceOf(StartException.class)
                .hasMessageEndingWith("column id must be the primary key");
    }

    @Test
    void aForeignKeyThatIsNotTheContractsStopsTheStart() throws SQLException {
        make(Contracts.shipped());
        insert("alter table hired_employees add foreign key (job_id) references jobs on delete cascade");

        // Beside the contract's own, another one is the user's affair.
        make(Contracts.shipped());
        insert("""
                do $$ declare name text; begin
                  for name in select conname from pg_constraint
                              where conrelid = 'hired_employees'::regclass and contype = 'f' and confdeltype = 'a'
                  loop execute format('alter table hired_employees drop constraint %I', name); end loop;
                end $$
                """);

        assertThatThrownBy(() -> make(Contracts.shipped()))
                .isInstanceOf(StartException.class)
                .hasMessageEndingWith(
                        "column job_id has a foreign key that is not the contract's: it must refer to jobs,"
                                + " with no action, not deferrable");
    }

    private static Contract places(String more) {
        return Contract.parse("Place.avsc", """
                { "type": "record", "name": "Place", "namespace": "test", "sluice.table": "places", "sluice.key": "id",
                  "fields": [ { "name": "id", "type": "int" } %s ] }
                """.formatted(more));
    }

    private void make(Contracts contracts) throws SQLException {
        try (Connection connection = database.connect()) {
            new TableCreation("public", contracts).run(connection);
        }
    }

    private void insert(String... statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        assertThat(statements).isNotEmpty();
    }
}
