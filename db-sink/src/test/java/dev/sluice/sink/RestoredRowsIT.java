package dev.sluice.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.wire.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that a restore sends, against rows that came in while it ran. */
class RestoredRowsIT {
    private final House house = House.open();
    private final Publisher publisher = new Publisher(house);

    @BeforeEach
    void aRestoreIsOpenOverATableThatWasCompared() {
        house.startSink();
        publisher.commit(() -> publisher.row("departments", 1, 1, "Before"));
        house.awaitRows("select id, department from %s", "departments", "1,Before");
        house.execute("insert into " + house.system("restores")
                + " (id, request, by, state, remembering) values ('r1', '{}', 'k', 'publishing', true)");
    }

    @AfterEach
    void end() {
        publisher.close();
        house.close();
    }

    @Test
    void aKeyThatWasWrittenSinceKeepsItsRowInTableAndLog() {
        long since = storedUpTo();
        publisher.commit(() -> publisher.row("departments", 1, 1, "Meanwhile"));
        house.awaitRows("select id, department from %s", "departments", "1,Meanwhile");

        restore(since, 1, "Restored");
        restore(since, 2, "Restored");

        house.awaitRows("select id, department from %s order by id", "departments", "1,Meanwhile", "2,Restored");
        house.awaitTableEqualsLog("departments");
        assertThat(house.rows("select restore_id, convert_from(key, 'utf8') from " + house.system("restore_overtaken")))
                .containsExactly("r1,1");
    }

    @Test
    void whatComesInTheSameTransactionOrLaterWinsToo() {
        long since = storedUpTo();

        publisher.commit(() -> {
            publisher.row("departments", 1, 1, "Meanwhile");
            restored(since);
            publisher.row("departments", 1, 1, "Restored");
            publisher.removal("departments", 3);
            publisher.row("departments", 4, 4, "Restored");
            publisher.plain();
            publisher.row("departments", 4, 4, "Later");
        });

        house.awaitRows("select id, department from %s order by id", "departments", "1,Meanwhile", "4,Later");
        house.awaitTableEqualsLog("departments");
    }

    @Test
    void whatWasWrittenBeforeTheComparisonIsReplaced() {
        publisher.commit(() -> publisher.row("departments", 1, 1, "Again"));
        house.awaitRows("select id, department from %s", "departments", "1,Again");

        restore(storedUpTo(), 1, "Restored");

        house.awaitRows("select id, department from %s", "departments", "1,Restored");
        house.awaitTableEqualsLog("departments");
        assertThat(house.rows("select * from " + house.system("restore_overtaken")))
                .isEmpty();
    }

    private void restore(long since, int id, String name) {
        publisher.commit(() -> {
            restored(since);
            publisher.row("departments", id, id, name);
            publisher.plain();
        });
    }

    private void restored(long since) {
        publisher
                .plain()
                .header(Headers.BATCH, "r1")
                .header(Headers.ROW, "1")
                .header(Headers.UNLESS_WRITTEN_SINCE, Long.toString(since));
    }

    /** Keys differ in their partitions, but a table this small never goes far in any of them. */
    private long storedUpTo() {
        String highest = house.rows("select max(next_offset) from " + house.system("offsets") + " where topic = '"
                        + house.topics().valid("departments") + "'")
                .get(0);
        return Long.parseLong(highest);
    }
}
