package dev.sluice.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.TopicReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The house made its raw topic itself, with more partitions than the topic of dead letters has. */
class LetterPartitionsIT {
    private static final String TABLE = "hired_employees";
    private static final int ROWS = 40;
    private static final long HIRED_AT = 1_626_000_000_000_000L;

    private final House house = House.open();
    private final Publisher publisher = new Publisher(house);

    @AfterEach
    void end() {
        publisher.close();
        house.close();
    }

    @Test
    void everyRefusedRowReachesTheDeadLettersAndIsTakenOutOfTheLog() throws Exception {
        create(house.topics().raw(TABLE), 12);
        create(house.topics().deadLetter(TABLE), 2);
        house.startSink();

        publisher.commit(() -> {
            for (int id = 1; id <= ROWS; id++) {
                publisher.row(TABLE, id, id, "Ann", HIRED_AT, 1, 7);
            }
        });

        house.awaitSystemRows("select count(*) from %s", "dead_letters", Integer.toString(ROWS));
        house.awaitSystemRows("select count(*) from %s", "outbox", "0");
        assertThat(TopicReader.of(house.bootstrapServers()).read(house.topics().deadLetter(TABLE)))
                .hasSize(ROWS);
        house.awaitTableEqualsLog(TABLE);
    }

    private void create(String topic, int partitions) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, house.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
        }
    }
}
