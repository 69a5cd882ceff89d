package dev.sluice.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** No order of inserts and removals, by the sink and by others at the same time, leaves a row without its parent. */
class OrphanIT {
    private static final long HIRED_AT = 1_626_000_000_000_000L;
    private static final int PARENTS = 8;
    private static final int ROUNDS = 60;

    @Test
    void noRowIsEverWithoutItsParent() throws Exception {
        try (House house = House.open();
                Publisher publisher = new Publisher(house)) {
            ConfigurableApplicationContext sink = house.startSink();
            publisher.commit(() -> publisher.row("jobs", 1, 1, "Clerk"));
            house.awaitRows("select id from %s", "jobs", "1");
            ExecutorService others = Executors.newFixedThreadPool(2);
            try {
                List<Future<Integer>> work = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    Random random = new Random(i);
                    work.add(others.submit(() -> removeAndInsert(house, random)));
                }
                Random random = new Random(99);
                for (int round = 0; round < ROUNDS; round++) {
                    publisher.commit(() -> write(publisher, random));
                    assertThat(orphans(house)).containsExactly("0");
                }
                for (Future<Integer> part : work) {
                    assertThat(part.get()).as("what others wrote").isGreaterThan(50);
                }
            } finally {
                others.shutdownNow();
            }

            // The sink has passed everything, and still there is none.
            LagWatch watch = sink.getBean(LagWatch.class);
            MeterRegistry meters = sink.getBean(MeterRegistry.class);
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
                watch.measure();
                assertThat(meters.get("sluice.sink.lag").gauges()).allMatch(gauge -> gauge.value() == 0);
            });
            assertThat(orphans(house)).containsExactly("0");
            // PostgreSQL's own triggers would have kept them away too: they were left out.
            assertThat(meters.get("sluice.sink.batches")
                            .tag("path", "fast")
                            .counter()
                            .count())
                    .isPositive();
            assertThat(meters.get("sluice.sink.batches")
                            .tag("path", "ordinary")
                            .counter()
                            .count())
                    .isZero();
        }
    }

    private static void write(Publisher publisher, Random random) {
        for (int i = 0; i < 100; i++) {
            int parent = 1 + random.nextInt(PARENTS);
            int id = 1 + random.nextInt(200);
            if (random.nextInt(5) == 0) {
                publisher.removal("departments", parent);
            } else if (random.nextInt(4) == 0) {
                publisher.row("departments", parent, parent, "d" + random.nextInt(100));
            } else if (random.nextInt(3) == 0) {
                publisher.removal("hired_employees", id);
            } else {
                publisher.row("hired_employees", id, id, "h", HIRED_AT, parent, 1);
            }
        }
    }

    /** What a user with a client of his own does, foreign keys checked by PostgreSQL. */
    private static int removeAndInsert(House house, Random random) {
        String departments = house.table("departments");
        int written = 0;
        for (int i = 0; i < 400; i++) {
            int parent = 1 + random.nextInt(PARENTS);
            try (Connection connection = house.database().connect();
                    Statement statement = connection.createStatement()) {
                int what = random.nextInt(3);
                if (what == 0) {
                    statement.execute(
                            "delete from " + house.table("hired_employees") + " where department_id = " + parent);
                    statement.execute("delete from " + departments + " where id = " + parent);
                } else if (what == 1) {
                    statement.execute(
                            "insert into " + departments + " values (" + parent + ", 'mine') on conflict do nothing");
                } else {
                    statement.execute("insert into " + house.table("hired_employees") + " values ("
                            + (1_000 + random.nextInt(200)) + ", 'mine', now(), " + parent
                            + ", 1) on conflict (id) do update set department_id = excluded.department_id");
                }
                written += statement.getUpdateCount();
            } catch (SQLException e) {
                // A row that is referred to, or a deadlock with the sink: both are PostgreSQL's good right.
            }
        }
        return written;
    }

    private static List<String> orphans(House house) {
        return house.rows("select count(*) from " + house.table("hired_employees") + " h where not exists (select from "
                + house.table("departments") + " d where d.id = h.department_id)");
    }
}
