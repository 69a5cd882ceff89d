package dev.sluice.standalone;

import dev.sluice.embedded.Endpoints;
import java.time.Duration;
import java.util.Locale;

/** What somebody who has just started it wants to know. */
final class Summary {

    private Summary() {}

    /** Fit to be pasted; the password stays in its file. */
    private static String psql(House house) {
        Endpoints endpoints = house.endpoints().orElseThrow();
        return "PGPASSWORD=$(cat " + house.data().postgresPasswordFile() + ") psql '"
                + endpoints.jdbcUrl().substring("jdbc:".length()) + "?user=" + endpoints.user() + "'";
    }

    static String of(House house, Duration took) {
        String base = house.options().baseUrl();
        String kafka = house.kafka() + (house.options().kafka().isPresent() ? "" : "   (plain, this machine only)");
        String postgres = house.options()
                .postgres()
                .map(address -> address.jdbcUrl().replaceFirst("[?].*", ""))
                .orElseGet(() -> psql(house));
        String registry = house.options().registry().orElse(base + "/registry");
        return String.format(
                Locale.ROOT,
                """

                Sluice is up, after %.1f s.

                  Console      %s
                               (this link signs in once, within half an hour; %s/ asks for the key)
                  API          %s
                  Admin key    %s
                  Kafka        %s
                  PostgreSQL   %s
                  Registry     %s
                  Metrics      http://localhost:%s/actuator/prometheus
                  Log          %s

                Ctrl-C stops it; %s keeps everything.
                """,
                took.toMillis() / 1000.0,
                house.signInLink(),
                base,
                base,
                house.adminKey().shown(),
                kafka,
                postgres,
                registry,
                house.managementPort(),
                house.data().log(),
                house.data().path());
    }
}
