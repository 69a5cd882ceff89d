package dev.sluice.sink;

import dev.sluice.ledger.Conservation;
import dev.sluice.ledger.Postgres;
import dev.sluice.ledger.SystemSchema;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks from time to time whether edge, validator and sink agree about every batch; one that doesn't add up is an alarm. */
final class ConservationCheck extends Lookout {
    private static final Logger LOG = LoggerFactory.getLogger(ConservationCheck.class);
    private static final Duration PERIOD = Duration.ofSeconds(15);

    private final Postgres postgres;
    private final String unbalanced;
    private volatile long found;

    ConservationCheck(Postgres postgres, SystemSchema schema, MeterRegistry registry) {
        super("sink-conservation", PERIOD);
        this.postgres = postgres;
        this.unbalanced = Conservation.unbalanced('"' + schema.name() + '"');
        Gauge.builder("sluice.ledger.unbalanced", () -> found).register(registry);
    }

    @Override
    void look() {
        try {
            long before = found;
            found = count();
            if (found > before) {
                LOG.atError().addKeyValue("count", found).log("batches do not add up");
            }
        } catch (SQLException e) {
            // The sink's own threads say that the database is away; this one looks again.
            LOG.atDebug().addKeyValue("cause", e.getMessage()).log("conservation not checked");
        }
    }

    /** How many batches have not added up for a minute. */
    long count() throws SQLException {
        try (Connection connection = postgres.open("conservation");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(unbalanced)) {
            row.next();
            return row.getLong(1);
        }
    }
}
