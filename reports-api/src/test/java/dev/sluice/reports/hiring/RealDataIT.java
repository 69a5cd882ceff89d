package dev.sluice.reports.hiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.postgresql.PGConnection;

/** The files that the reports were asked for, where they are at hand. */
@EnabledIfEnvironmentVariable(named = "SLUICE_HIRING_DATA", matches = ".+")
class RealDataIT {

    private final Path data = Path.of(System.getenv().getOrDefault("SLUICE_HIRING_DATA", "."));

    @Test
    void theReportsOfTheRealFilesAreAsExpected() throws IOException, SQLException {
        try (HiringDatabase database = HiringDatabase.withTables()) {
            copy(database, "copy departments from stdin (format csv)", data.resolve("departments.csv"));
            copy(database, "copy jobs from stdin (format csv)", data.resolve("jobs.csv"));
            copy(
                    database,
                    "copy hired_employees from stdin (format csv, header)",
                    data.resolve("expected/accepted_hired_employees.csv"));

            assertThat(ReportText.csv(database.answer("hires-by-quarter", 2021)))
                    .isEqualTo(expected("metric1_hires_by_quarter_2021.csv"));
            assertThat(ReportText.csv(database.answer("departments-above-mean", 2021)))
                    .isEqualTo(expected("metric2_departments_above_mean_2021.csv"));
        }
    }

    private String expected(String file) throws IOException {
        return Files.readString(data.resolve("expected").resolve(file)).replace("\r\n", "\n");
    }

    private static void copy(HiringDatabase database, String statement, Path file) throws IOException, SQLException {
        try (Connection connection = database.writer().getConnection();
                Reader rows = Files.newBufferedReader(file)) {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement, rows);
        }
    }
}
