package dev.sluice.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.TopicReader;
import dev.sluice.wire.Headers;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What PostgreSQL refuses becomes a dead letter, and the log is told what the table holds. */
class RefusalIT {
    private static final long HIRED_AT = 1_626_000_000_000_000L;

    private final House house = House.open();
    private final Publisher publisher = new Publisher(house);

    @BeforeEach
    void start() {
        house.startSink();
    }

    @AfterEach
    void end() {
        publisher.close();
        house.close();
    }

    @Test
    void aRowWhoseParentIsNotThereIsADeadLetterOnceAndIsTakenOutOfTheLog() {
        publisher.header(Headers.BATCH, "b1").header(Headers.ROW, "3");
        publisher.commit(() -> publisher.row("hired_employees", 10, 10, "Ann", HIRED_AT, 1, 7));

        house.awaitSystemRows(
                "select table_name, batch_id, row_number, state, letter_offset, jsonb_path_query_array(reasons, '$[*].rule', '{}')"
                        + " from %s",
                "dead_letters", "hired_employees,b1,3,open,0,[\"missing-reference\", \"missing-reference\"]");
        house.awaitSystemRows("select stored, stored_sum, dead, dead_sum from %s", "batch_counts", "0,0,1,3");
        house.awaitSystemRows("select count(*) from %s", "outbox", "0");
        assertThat(lastOf("hired_employees").value()).isNull();
        house.awaitTableEqualsLog("hired_employees");
    }

    @Test
    void aRemovalThatWouldOrphanRowsIsRefusedAndTheRowIsPutBackIntoTheLog() {
        publisher.commit(() -> {
            publisher.row("departments", 1, 1, "Sales");
            publisher.row("jobs", 7, 7, "Clerk");
            publisher.row("hired_employees", 10, 10, "Ann", HIRED_AT, 1, 7);
        });
        house.awaitRows("select id from %s", "hired_employees", "10");

        publisher.commit(() -> publisher.removal("departments", 1));

        house.awaitSystemRows("select reasons->0->>'rule' from %s", "dead_letters", "still-referenced");
        house.awaitSystemRows("select count(*) from %s", "outbox", "0");
        assertThat(house.rows("select id from " + house.table("departments"))).containsExactly("1");
        assertThat(lastOf("departments").value()).isNotNull();
        house.awaitTableEqualsLog("departments");
    }

    @Test
    void onlyTheRowAtFaultIsRefusedAndTheWriteBeforeItStands() {
        house.execute("alter table " + house.table("departments") + " add check (department <> 'bad')");
        publisher.commit(() -> {
            for (int id = 1; id <= 500; id++) {
                publisher.row("departments", id, id, "first");
            }
            publisher.row("departments", 7, 7, "bad");
            publisher.row("departments", 300, 300, "bad");
            publisher.row("departments", 501, 501, "bad");
        });

        house.awaitSystemRows(
                "select count(*), min(reasons->0->>'rule') from %s", "dead_letters", "3,refused-by-database");
        house.awaitSystemRows("select count(*) from %s", "outbox", "0");
        assertThat(house.rows("select count(*), count(*) filter (where department = 'first') from "
                        + house.table("departments")))
                .containsExactly("500,500");
        house.awaitTableEqualsLog("departments");
    }

    @Test
    void aKeyThatWasWrittenSinceKeepsItsLaterRow() {
        house.execute("alter table " + house.table("departments") + " add check (department <> 'bad')");
        publisher.commit(() -> publisher.row("departments", 1, 1, "first"));
        house.awaitRows("select department from %s", "departments", "first");

        for (int i = 1; i <= 20; i++) {
            String later = i == 20 ? "later" : "later " + i;
            publisher.commit(() -> publisher.row("departments", 1, 1, "bad"));
            publisher.commit(() -> publisher.row("departments", 1, 1, later));
        }

        house.awaitRows("select department from %s", "departments", "later");
        house.awaitSystemRows("select count(*) from %s", "outbox", "0");
        house.awaitTableEqualsLog("departments");
    }

    @Test
    void bytesThatAreNoRowAreADeadLetterAndThePartitionGoesOn() {
        publisher.commit(() -> {
            publisher.send(house.topics().valid("departments"), 1, new byte[] {1, 2, 3});
            publisher.send(house.topics().valid("departments"), 2, new byte[] {0, 0, 0, 0, 1});
            publisher.removal("departments", "no number");
            publisher.row("departments", 4, 4, "Law");
        });

        house.awaitRows("select id from %s", "departments", "4");
        house.awaitSystemRows("select count(*), min(reasons->0->>'rule') from %s", "dead_letters", "3,not-decodable");
    }

    @Test
    void aRecordWithoutAKeyIsADeadLetterAndThePartitionGoesOn() throws Exception {
        String topic = house.topics().valid("departments");
        // A compacted topic takes none; somebody has changed it.
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, house.bootstrapServers()))) {
            AlterConfigOp deleting =
                    new AlterConfigOp(new ConfigEntry("cleanup.policy", "delete"), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(
                            Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(deleting)))
                    .all()
                    .get();
        }

        publisher.commit(() -> {
            for (int i = 0; i < 3; i++) {
                publisher.send(topic, null, null);
            }
            publisher.row("departments", 4, 4, "Law");
        });

        house.awaitRows("select id from %s", "departments", "4");
        house.awaitSystemRows("select count(*), min(reasons->0->>'rule') from %s", "dead_letters", "3,not-decodable");
        house.awaitSystemRows("select count(*) from %s", "outbox", "0");
    }

    private ConsumerRecord<byte[], byte[]> lastOf(String table) {
        List<ConsumerRecord<byte[], byte[]>> records =
                TopicReader.of(house.bootstrapServers()).read(house.topics().valid(table));
        return records.get(records.size() - 1);
    }
}
