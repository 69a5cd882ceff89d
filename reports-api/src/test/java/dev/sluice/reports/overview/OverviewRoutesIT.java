package dev.sluice.reports.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.reports.ReadingHouse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OverviewRoutesIT {

    private final ReadingHouse house = ReadingHouse.shared().empty();

    @Test
    void everyRowIsInOnePlace() {
        house.sql().sql("""
                        insert into sluice.batches (batch_id, source, accepted_at) values
                          ('settled', 'csv', now()), ('moving', 'json', now()), ('coming', 'upload', null);
                        insert into sluice.batch_counts
                          (batch_id, table_name, source, partition, received, judged, judged_valid, waiting, stored, dead)
                        values
                          ('settled', 'departments', 'edge', 0, 10, 0, 0, 0, 0, 0),
                          ('settled', 'departments', 'raw', 0, 0, 10, 9, 0, 0, 0),
                          ('settled', 'departments', 'valid', 0, 0, 0, 0, 0, 9, 0),
                          ('settled', 'departments', 'dead-letter', 0, 0, 0, 0, 0, 0, 1),
                          ('moving', 'hired_employees', 'edge', 0, 100, 0, 0, 0, 0, 0),
                          ('moving', 'hired_employees', 'raw', 0, 0, 80, 70, 10, 0, 0),
                          ('moving', 'hired_employees', 'valid', 0, 0, 0, 0, 0, 60, 0),
                          ('coming', 'jobs', 'raw', 0, 0, 5, 5, 0, 0, 0),
                          ('coming', 'jobs', 'valid', 0, 0, 0, 0, 0, 3, 0)
                        """).update();

        JsonNode status = awaitStatus(115);

        assertThat(status.path("rows").toString())
                .isEqualTo("{\"received\":115,\"judged\":95,\"valid\":84,\"stored\":72,\"dead\":1,\"waiting\":10,"
                        + "\"inFlight\":32}");
        assertThat(status.path("receiving").asInt()).isEqualTo(1);
        assertThat(status.path("tables").get(2).path("rows").path("inFlight").asInt())
                .isEqualTo(30);
    }

    @Test
    void itSaysWhatIsWrongAndWhatToDo() {
        house.sql().sql("""
                        insert into sluice.batches (batch_id, source, accepted_at, first_seen, last_seen)
                        values ('lost', 'csv', now(), now() - interval '5 min', now() - interval '5 min');
                        insert into sluice.batch_counts (batch_id, table_name, source, partition, received, counted_at)
                        values ('lost', 'jobs', 'edge', 0, 7, now() - interval '5 min');
                        insert into sluice.dead_letters
                          (id, table_name, batch_id, reasons, raw_topic, raw_partition, raw_offset, state)
                        select gen_random_uuid(), 'jobs', 'b', '[]', 'jobs.raw', 0, i, 'open'
                        from generate_series(1, 3) i
                        """).update();

        JsonNode status = awaitStatus(7);

        // There is no Kafka in this house.
        await().atMost(Duration.ofSeconds(30))
                .until(() -> house.text("/v1/status").contains("kafka-away"));
        assertThat(status.path("troubles").toString())
                .contains("\"unbalanced\"", "\"error\"", "3 rows were set aside.", "#/letters");
    }

    private JsonNode awaitStatus(long received) {
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        house.json("/v1/status").path("rows").path("received").asLong() == received);
        return house.json("/v1/status");
    }
}
