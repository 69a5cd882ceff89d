package dev.sluice.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Parents and children lie in different partitions, and so in the hands of different threads. */
class ParentWaitIT {
    private static final long HIRED_AT = 1_626_000_000_000_000L;

    @Test
    void childrenThatAreReadFirstWaitForTheParentThatAnotherThreadHasYetToStore() throws Exception {
        try (House house = House.open().with("sluice.sink.lock-timeout", "60s");
                Publisher publisher = new Publisher(house)) {
            ConfigurableApplicationContext sink = house.startSink();
            publisher.commit(() -> publisher.row("jobs", 1, 1, "Clerk"));
            house.awaitRows("select id from %s", "jobs", "1");
            // A thread that stands still could not hand over partitions any more.
            house.awaitSystemRows("select count(distinct session_id) from %s", "offsets", "2");

            try (Connection connection = house.database().connect();
                    Statement lock = connection.createStatement()) {
                connection.setAutoCommit(false);
                // Who wants to write a department stands here; who only looks for one passes.
                lock.execute(CrashSite.lock(house.table("departments")));
                publisher.commit(() -> publisher.row("departments", 1, 1, "Sales"));
                publisher.commit(() -> {
                    for (int id = 1; id <= 60; id++) {
                        publisher.row("hired_employees", id, id, "Ann", HIRED_AT, 1, 1);
                    }
                });
                await().atMost(Duration.ofSeconds(60)).until(() -> waits(sink) > 0);
                assertThat(house.rows("select count(*) from " + house.table("hired_employees")))
                        .containsExactly("0");
                connection.commit();
            }

            house.awaitRows("select count(*) from %s", "hired_employees", "60");
            assertThat(house.rows("select count(*) from " + house.system("dead_letters")))
                    .containsExactly("0");
        }
    }

    private static double waits(ConfigurableApplicationContext sink) {
        return sink.getBean(MeterRegistry.class)
                .get("sluice.sink.parent.waits")
                .counter()
                .count();
    }
}
