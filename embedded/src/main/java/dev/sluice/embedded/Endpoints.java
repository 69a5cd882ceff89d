package dev.sluice.embedded;

import java.util.Optional;

/** Where the running backends are reached. */
public record Endpoints(Optional<Kafka> kafka, Optional<Postgres> postgres) {

    /** @param pid of the JVM that is the broker and owns PostgreSQL */
    public record Kafka(String bootstrapServers, long pid) {}

    /** @param pid of the postmaster */
    public record Postgres(String url, String user, String password, long pid) {

        @Override
        public String toString() {
            return "Postgres[" + url + ", pid " + pid + "]";
        }
    }

    static Endpoints of(InfraSpec spec, InfraReport.Ready ready, long pid) {
        Optional<Kafka> kafka =
                spec.kafka() ? Optional.of(new Kafka(Ports.LOOPBACK + ":" + ready.kafkaPort(), pid)) : Optional.empty();
        Optional<Postgres> postgres = spec.postgres()
                ? Optional.of(new Postgres(
                        "jdbc:postgresql://" + Ports.LOOPBACK + ":" + ready.postgresPort() + "/"
                                + PostgresCluster.DATABASE,
                        PostgresCluster.USER,
                        PostgresCluster.readPassword(spec.data()),
                        ready.postgresPid()))
                : Optional.empty();
        return new Endpoints(kafka, postgres);
    }

    Endpoints withPostgresPid(long pid) {
        return new Endpoints(kafka, postgres.map(p -> new Postgres(p.url(), p.user(), p.password(), pid)));
    }

    public String bootstrapServers() {
        return kafka.orElseThrow(() -> new IllegalStateException("no embedded Kafka was asked for"))
                .bootstrapServers();
    }

    public String jdbcUrl() {
        return requirePostgres().url();
    }

    public String user() {
        return requirePostgres().user();
    }

    public String password() {
        return requirePostgres().password();
    }

    private Postgres requirePostgres() {
        return postgres.orElseThrow(() -> new IllegalStateException("no embedded PostgreSQL was asked for"));
    }
}
