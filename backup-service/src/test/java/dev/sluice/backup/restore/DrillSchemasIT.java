package dev.sluice.backup.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.Backends;
import dev.sluice.testkit.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrillSchemasIT {
    private final Database database = Backends.shared().freshDatabase();
    private final DrillSchemas schemas = new DrillSchemas("sluice", "public");

    @Test
    void whatACrashedDrillLeftIsDroppedAndNothingElse() throws SQLException {
        try (Connection running = database.connect();
                Connection next = database.connect()) {
            try (Connection crashed = database.connect()) {
                schemas.hold(crashed, "crashed");
                Scratch.execute(crashed, "create table sluice_drill_crashed.jobs (id int)");
            }
            schemas.hold(running, "running");
            Scratch.execute(running, "create schema sluicexdrill_other");

            assertThat(schemas.dropStrays(next)).isEqualTo(1);
            assertThat(drills(next)).containsExactly("sluice_drill_running", "sluicexdrill_other");
            assertThat(schemas.dropStrays(next)).isZero();
        }
    }

    private static List<String> drills(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select nspname from pg_namespace where nspname like '%drill%' order by 1")) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }
}
