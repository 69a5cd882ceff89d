package dev.sluice.sink;

import dev.sluice.wire.Framing;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows that are in the log since the contract counted its timestamps in milliseconds. */
class ChangedUnitIT {
    private static final String TABLE = "hired_employees";
    private static final String AT = "select extract(epoch from datetime) * 1000000 from %s order by id";

    private final House house = House.open();
    private final Publisher publisher = new Publisher(house);

    @AfterEach
    void end() {
        publisher.close();
        house.close();
    }

    @Test
    void theyAreStoredAsTheInstantTheyMean() {
        Schema millis = new Schema.Parser()
                .parse(house.contract(TABLE).schema().toString().replace("timestamp-micros", "timestamp-millis"));
        int former = house.registry().register(house.topics().valid("former") + "-value", millis);
        house.startSink();

        publisher.commit(() -> {
            publisher.row("departments", 1, 1, "Sales");
            publisher.row("jobs", 7, 7, "Clerk");
        });
        house.awaitRows("select id from %s", "jobs", "7");
        publisher.commit(() -> {
            byte[] body = Publisher.body(millis, 10, "Ann", 1_626_000_000_123L, 1, 7);
            publisher.send(house.topics().valid(TABLE), 10, Framing.frame(former, body));
            publisher.row(TABLE, 11, 11, "Bob", 1_626_000_000_123_456L, 1, 7);
        });

        house.awaitRows(AT, TABLE, "1626000000123000.000000", "1626000000123456.000000");
    }
}
