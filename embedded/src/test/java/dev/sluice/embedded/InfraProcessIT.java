package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfraProcessIT {

    @TempDir
    Path data;

    @Test
    void secondStartFindsTheDataOfTheFirstAtTheSameAddresses() throws Exception {
        Endpoints first;
        try (InfraProcess infra = InfraProcess.start(Specs.in(data))) {
            first = infra.endpoints();
            Marks.create(first);
            Marks.put(first, 1);
        }

        try (InfraProcess infra = InfraProcess.start(Specs.in(data))) {
            Endpoints second = infra.endpoints();

            assertThat(second.bootstrapServers()).isEqualTo(first.bootstrapServers());
            assertThat(second.jdbcUrl()).isEqualTo(first.jdbcUrl());
            assertThat(second.password()).isEqualTo(first.password());
            assertThat(Marks.inKafka(second)).containsExactly(1);
            assertThat(Marks.inPostgres(second)).containsExactly(1);
        }
    }

    @Test
    void bothAreSetUpForOneNodeAndForDurability() throws Exception {
        try (InfraProcess infra = InfraProcess.start(Specs.in(data));
                Admin admin = Admin.create(
                        Map.of("bootstrap.servers", infra.endpoints().bootstrapServers()));
                Connection connection = Marks.connect(infra.endpoints())) {

            FeatureMetadata features =
                    admin.describeFeatures().featureMetadata().get();
            assertThat(features.finalizedFeatures().get("transaction.version"))
                    .isEqualTo(new FinalizedVersionRange((short) 2, (short) 2));
            assertThat(show(connection, "fsync")).isEqualTo("on");
            assertThat(show(connection, "data_checksums")).isEqualTo("on");
            assertThat(show(connection, "server_encoding")).isEqualTo("UTF8");
            assertThat(show(connection, "random_page_cost")).isEqualTo("1.1");
            assertThat(show(connection, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(show(connection, "password_encryption")).isEqualTo("scram-sha-256");
        }
    }

    @Test
    void passwordIsReadableForItsOwnerOnly() throws Exception {
        try (InfraProcess infra = InfraProcess.start(Specs.in(data).withoutKafka())) {
            Path file = data.resolve("postgres.password");

            assertThat(Files.readString(file).strip())
                    .isEqualTo(infra.endpoints().password())
                    .hasSizeGreaterThan(20);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void closedMeansThatEveryProcessIsGone() throws Exception {
        Endpoints endpoints;
        try (InfraProcess infra = InfraProcess.start(Specs.in(data))) {
            endpoints = infra.endpoints();
        }

        assertThat(ProcessHandle.of(endpoints.kafka().orElseThrow().pid())).isEmpty();
        assertThat(ProcessHandle.of(endpoints.postgres().orElseThrow().pid())).isEmpty();
    }

    @Test
    void eitherRunsWithoutTheOther() {
        try (InfraProcess infra = InfraProcess.start(Specs.in(data).withoutPostgres())) {
            assertThat(infra.endpoints().kafka()).isPresent();
            assertThat(infra.endpoints().postgres()).isEmpty();
        }
        try (InfraProcess infra = InfraProcess.start(Specs.in(data).withoutKafka())) {
            assertThat(infra.endpoints().kafka()).isEmpty();
            assertThat(infra.endpoints().postgres()).isPresent();
        }
    }

    private static String show(Connection connection, String setting) throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show " + setting)) {
            row.next();
            return row.getString(1);
        }
    }
}
