package dev.sluice.reports.batches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.reports.ReadingHouse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BatchRoutesIT {

    private final ReadingHouse house = ReadingHouse.shared().empty();

    @Test
    void aReceiptSaysWhatBecameOfTheBatch() {
        batch("b1", 10, 7, 1);

        JsonNode receipt = house.json("/v1/batches/b1");

        assertThat(receipt.get("received").asInt()).isEqualTo(10);
        assertThat(receipt.get("stored").asInt()).isEqualTo(7);
        assertThat(receipt.get("dead").asInt()).isEqualTo(1);
        assertThat(receipt.get("inFlight").asInt()).isEqualTo(2);
        assertThat(receipt.get("state").asString()).isEqualTo("processing");
        assertThat(house.get("/v1/batches/other").statusCode()).isEqualTo(404);
        assertThat(house.json("/v1/batches/other").get("type").asString()).isEqualTo("/problems/unknown-batch");
    }

    @Test
    void batchesAreListedNewestFirstInPages() {
        for (int i = 1; i <= 5; i++) {
            batch("b" + i, 1, 1, 0);
        }

        List<String> ids = new ArrayList<>();
        String link = "/v1/batches?limit=2";
        while (link != null) {
            JsonNode page = house.json(link);
            page.get("batches").forEach(batch -> ids.add(batch.get("batchId").asString()));
            JsonNode next = page.get("links").get("next");
            link = next == null ? null : next.asString();
        }

        assertThat(ids).containsExactly("b5", "b4", "b3", "b2", "b1");
        assertThat(house.json("/v1/batches?limit=1")
                        .get("batches")
                        .get(0)
                        .get("source")
                        .asString())
                .isEqualTo("json");
    }

    @Test
    void aBatchIsFollowedUntilItIsSettled() throws Exception {
        batch("b1", 10, 7, 1);

        CompletableFuture<String> events = CompletableFuture.supplyAsync(() -> house.text("/v1/batches/b1/events"));
        house.sql()
                .sql("update sluice.batch_counts set stored = 9 where batch_id = 'b1' and source = 'valid'")
                .update();

        String heard = events.get(20, TimeUnit.SECONDS);
        assertThat(heard).contains("event:receipt").contains("\"state\":\"settled\"");
        assertThat(house.get("/v1/batches/other/events").statusCode()).isEqualTo(404);
    }

    @Test
    void theRowsThatWereSetAsideAreToldWithTheirReasons() {
        batch("b1", 3, 1, 2);
        house.sql().sql("""
                        insert into sluice.dead_letters (id, table_name, batch_id, row_number, reasons,
                            raw_topic, raw_partition, raw_offset)
                        values (gen_random_uuid(), 'jobs', 'b1', 3, '[{"rule":"required","field":"job"}]', 'jobs.raw', 0, 1),
                               (gen_random_uuid(), 'jobs', 'b1', 1, '[{"rule":"required","field":"id"}]', 'jobs.raw', 0, 2)
                        """).update();

        JsonNode first = house.json("/v1/batches/b1/rows?limit=1");
        JsonNode second = house.json(first.get("links").get("next").asString());

        assertThat(first.get("others").asString()).isEqualTo("stored");
        assertThat(first.get("rows").get(0).get("row").asInt()).isEqualTo(1);
        assertThat(first.get("rows").get(0).get("outcome").asString()).isEqualTo("dead");
        assertThat(second.get("rows").get(0).get("reasons").get(0).get("field").asString())
                .isEqualTo("job");
    }

    private void batch(String id, int received, int stored, int dead) {
        house.sql()
                .sql(
                        "insert into sluice.batches (batch_id, source, key_id, accepted_at) values (?, 'json', 'k', now())")
                .param(id)
                .update();
        house.sql().sql("""
                        insert into sluice.batch_counts (batch_id, table_name, source, partition, received, stored, dead)
                        values (?, 'jobs', 'edge', 0, ?, 0, 0), (?, 'jobs', 'valid', 0, 0, ?, ?)
                        """).params(id, received, id, stored, dead).update();
    }
}
