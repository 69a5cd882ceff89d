package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A row on its way from HTTP to PostgreSQL, and one that is set aside. */
final class OneRowIT {

    private static final String ROWS =
            "[{\"id\": 1, \"department\": \"Lock Keeping\"}, {\"id\": 2, \"department\": null}]";

    @TempDir
    Path directory;

    @Test
    void inOneProcess() {
        try (RunningSluice sluice = RunningSluice.start(directory)) {
            Answer receipt = sluice.api().post("/v1/ingest/departments", ROWS, "Prefer", "wait=20");

            assertThat(receipt.status()).as(receipt.body()).isEqualTo(200);
            assertThat(receipt.body()).contains("\"received\":2", "\"stored\":1", "\"dead\":1", "\"inFlight\":0");
            assertThat(sluice.api().get("/v1/tables/departments/rows").body()).contains("Lock Keeping");
        }
    }

    @Test
    void throughTheServicesApart() throws SQLException {
        try (ServicesApart services = ServicesApart.start(directory)) {
            Answer receipt = services.api("producer-api").post("/v1/ingest/departments", ROWS, "Prefer", "wait=20");

            assertThat(receipt.status()).as(receipt.body()).isEqualTo(200);
            assertThat(receipt.body()).contains("\"received\":2", "\"stored\":1", "\"dead\":1", "\"inFlight\":0");
            try (Connection connection = services.database().connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "select id, department from " + services.tables() + ".departments")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(1);
                assertThat(rows.getString(2)).isEqualTo("Lock Keeping");
                assertThat(rows.next()).isFalse();
            }
            assertThat(services.api("reports-api")
                            .get("/v1/tables/departments/rows")
                            .body())
                    .contains("Lock Keeping");
        }
    }
}
