package dev.sluice.producer.inbox;

import dev.sluice.testkit.Database;
import dev.sluice.topics.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What the ledger says once validator and sink have done their part; neither is here. */
public final class PlayedSink {
    private final Database database;
    private final String schema;

    public PlayedSink(Database database, Tenant tenant) {
        this.database = database;
        this.schema = '"' + tenant.schema() + '"';
    }

    /** All rows are stored but one, a line of CSV. */
    public void settles(String batch, String table, int rows, int deadRow, String line) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            settles(statement, batch, table, rows, deadRow, line);
        }
    }

    /** The same in the transaction of somebody else. */
    public void settles(Statement statement, String batch, String table, int rows, int deadRow, String line)
            throws SQLException {
        statement.execute("""
                    insert into %1$s.batches (batch_id, accepted_at) values ('%2$s', now()) on conflict do nothing;
                    insert into %1$s.batch_counts (batch_id, table_name, source, partition, received, stored, dead) values
                      ('%2$s', '%3$s', 'edge', 0, %4$d, 0, 0), ('%2$s', '%3$s', 'valid', 0, 0, %4$d - 1, 0),
                      ('%2$s', '%3$s', 'dead-letter', 0, 0, 0, 1) on conflict do nothing;
                    insert into %1$s.dead_letters (id, table_name, batch_id, row_number, payload, content_type, reasons,
                                                   raw_topic, raw_partition, raw_offset)
                    values (gen_random_uuid(), '%3$s', '%2$s', %5$d, convert_to('%6$s', 'UTF8'), 'text/csv',
                            '[{"rule":"required","field":"job","message":"is missing"}]', 't', 0, 0)
                    """.formatted(schema, batch, table, rows, deadRow, line));
    }

    /** The first rows of a batch came by a minute ago, and none since. */
    void hears(String batch) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into " + schema + ".batches (batch_id, first_seen, last_seen) values ('" + batch
                    + "', now() - interval '1 minute', now() - interval '1 minute')");
        }
    }

    /** The moment before the receipt of an upload was written down, whose process is gone. */
    void forgetsTheAnswers() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("update " + schema
                    + ".requests set state = 'in-flight', answer = null, lease_until = now() - interval '1 second'");
        }
    }
}
