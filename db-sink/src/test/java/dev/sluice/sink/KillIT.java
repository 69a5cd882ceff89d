package dev.sluice.sink;

import static org.awaitility.Awaitility.await;

import dev.sluice.testkit.TcpProxy;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * At whatever step of a micro-batch the sink is killed, the next one stores every row once. One sink follows the other in one
 * house, in the same place of the group, so that nobody waits for the dead one's session to end.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillIT {
    private final CrashSite site = new CrashSite();
    private final House house = site.house().with("sluice.kafka.properties.group.instance.id", "the-only-one");
    private SinkProcess sink = SinkProcess.start(house);

    @BeforeAll
    void begin() {
        site.awaitReady();
    }

    @AfterEach
    void theNextOneStoresEveryRowOnce() {
        house.execute("drop trigger if exists hold on " + house.table("hired_employees"));
        sink = SinkProcess.start(house);
        site.publish();
        site.awaitExactlyOnce();
        site.awaitReady();
    }

    @AfterAll
    void end() {
        sink.close();
        site.close();
    }

    @ParameterizedTest(name = "held at {0}")
    @CsvSource({
        // The compare-and-set comes before any row.
        "offsets, system, update%offsets%",
        // The rows are copied after the tables were locked.
        "hired_employees, tables, lock table%hired_employees%",
        // Everything but the ledger is done.
        "batch_counts, system, insert into%batch_counts%"
    })
    void killedWhileATransactionIsOpen(String table, String where, String statement) {
        String held = where.equals("system") ? house.system(table) : house.table(table);
        site.whileHeld(CrashSite.lock(held), site::publish, statement, sink::kill);
    }

    @Test
    void killedInTheCommit() {
        site.whileHeld(site.holdCommits(), site::publish, "commit", sink::kill);
    }

    @Test
    void killedWhenTheCommitIsDoneAndItsAnswerIsOnTheWay() {
        sink.kill();
        try (TcpProxy proxy = TcpProxy.to(house.database().port());
                SinkProcess far = SinkProcess.start(house, proxy)) {
            site.awaitReady();
            long before = site.rows();
            site.whileHeld(site.holdCommits(), site::publish, "commit", proxy::stall);
            site.awaitMoreRowsThan(before);
            far.kill();
        }
    }

    @Test
    void killedAfterTheCommit() {
        long before = site.rows();
        site.publish();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> site.rows() > before);
        sink.kill();
    }
}
