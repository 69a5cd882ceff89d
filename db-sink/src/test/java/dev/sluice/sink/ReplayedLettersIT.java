package dev.sluice.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.wire.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A dead letter is settled with the row that is another attempt of it, or the row's next letter takes over from it. */
class ReplayedLettersIT {
    private static final String STATES =
            "select row_number, state, attempt, state_by, next_letter is null from %s order by attempt, row_number";

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
    void theLetterIsResolvedWithItsRow() {
        String letter = setAside("first", 1);
        house.execute("update " + house.system("dead_letters") + " set replay = 'second', replay_until = now()");

        again("second", letter);
        publisher.commit(() -> publisher.row("departments", 1, 1, "Locks"));

        house.awaitSystemRows(STATES, "dead_letters", "1,resolved,1,second,t");
        assertThat(house.rows("select department from " + house.table("departments")))
                .containsExactly("Locks");
        assertThat(house.rows("select replay, replay_until from " + house.system("dead_letters")))
                .containsExactly("null,null");
    }

    @Test
    void aRowThatIsSetAsideAgainHasOneOpenLetterUntilItIsParkedAndAllAreResolvedWithIt() {
        String letter = setAside("batch 1", 1);
        for (int attempt = 2; attempt <= 5; attempt++) {
            letter = setAsideAgain(letter, attempt);
        }

        house.awaitSystemRows(
                STATES,
                "dead_letters",
                "1,replaced,1,batch 2,f",
                "1,replaced,2,batch 3,f",
                "1,replaced,3,batch 4,f",
                "1,replaced,4,batch 5,f",
                "1,parked,5,batch 5,t");
        assertThat(house.rows("select count(distinct first_letter), count(*) filter (where first_letter is null) from "
                        + house.system("dead_letters")))
                .containsExactly("1,1");

        again("last", letter);
        publisher.commit(() -> publisher.row("departments", 1, 1, "Locks"));

        house.awaitSystemRows("select distinct state, state_by from %s", "dead_letters", "resolved,last");
    }

    @Test
    void aRowThatTheTableHasByNowIsKeptUnlessItMayBeReplaced() {
        String letter = setAside("first", 1);
        publisher.plain();
        publisher.commit(() -> publisher.row("departments", 1, 1, "written since"));
        house.awaitRows("select department from %s", "departments", "written since");

        again("second", letter);
        publisher.commit(() -> {
            publisher.row("departments", 1, 1, "mended");
            publisher.plain().header(Headers.BATCH, "second").row("departments", 2, 2, "new");
        });

        house.awaitSystemRows(
                "select key, state, attempt, reasons->0->>'rule' from %s where attempt = 2",
                "dead_letters", "1,open,2,written-since");
        house.awaitSystemRows("select sum(stored), sum(dead) from %s where batch_id = 'second'", "batch_counts", "1,1");
        house.awaitSystemRows("select count(*) from %s", "outbox", "0");
        assertThat(house.rows("select department from " + house.table("departments") + " order by id"))
                .containsExactly("written since", "new");
        house.awaitTableEqualsLog("departments");

        again(
                "third",
                house.rows("select id from " + house.system("dead_letters") + " where state = 'open'")
                        .get(0));
        publisher.header(Headers.OVERWRITE, "true");
        publisher.commit(() -> publisher.row("departments", 1, 1, "mended"));

        house.awaitRows("select department from %s order by id", "departments", "mended", "new");
        house.awaitTableEqualsLog("departments");
    }

    @Test
    void whatWasWrittenInTheSameMomentIsKeptAndWhatWasRemovedMayComeBack() {
        String letter = setAside("first", 1);
        publisher.plain();
        publisher.commit(() -> publisher.row("departments", 2, 2, "goes"));
        house.awaitRows("select department from %s", "departments", "goes");

        publisher.commit(() -> {
            publisher.plain().row("departments", 1, 1, "written since");
            publisher.plain().removal("departments", 2);
            again("second", letter);
            publisher.row("departments", 1, 1, "mended");
            publisher.row("departments", 2, 2, "mended");
            publisher.removal("departments", 3);
        });

        house.awaitRows("select department from %s order by id", "departments", "written since", "mended");
        house.awaitSystemRows("select key from %s where reasons->0->>'rule' = 'written-since'", "dead_letters", "1");
        house.awaitSystemRows("select count(*) from %s", "outbox", "0");
        house.awaitTableEqualsLog("departments");
    }

    @Test
    void aRowThatWasSentTwiceIsNoNewCase() {
        String letter = setAside("first", 1);
        again("second", letter);
        publisher.commit(() -> publisher.row("departments", 1, 1, "Locks"));
        house.awaitSystemRows(STATES, "dead_letters", "1,resolved,1,second,t");

        again("third", letter);
        publisher.commit(() -> publisher.row("departments", 1, 1, "Locks"));

        house.awaitSystemRows(STATES, "dead_letters", "1,resolved,1,second,t", "1,resolved,2,second,t");
    }

    @Test
    void aHeaderThatNamesNoLetterDoesNoHarm() {
        publisher.header(Headers.LETTER, "no such thing").header(Headers.BATCH, "b");
        publisher.commit(() -> publisher.row("departments", 1, 1, "Locks"));
        publisher.plain().header(Headers.LETTER, "00000000-0000-0000-0000-000000000000");
        publisher.commit(() -> {
            publisher.row("departments", 2, 2, "Weirs");
            publisher.letter("departments", 3, "{}");
        });

        house.awaitRows("select id from %s order by id", "departments", "1", "2");
        house.awaitSystemRows(STATES, "dead_letters", "null,open,1,null,t");
    }

    private String setAside(String batch, int row) {
        publisher
                .plain()
                .header(Headers.BATCH, batch)
                .header(Headers.ROW, Integer.toString(row))
                .header(
                        Headers.REASONS,
                        "[{\"rule\":\"required\",\"field\":\"department\",\"message\":\"is missing\"}]");
        publisher.commit(() -> publisher.letter("departments", row, "{\"id\":" + row + "}"));
        return idOf(batch);
    }

    private String setAsideAgain(String letter, int attempt) {
        again("batch " + attempt, letter);
        publisher.commit(() -> publisher.letter("departments", 1, "{\"id\":1}"));
        return idOf("batch " + attempt);
    }

    private String idOf(String batch) {
        String query = "select id from " + house.system("dead_letters") + " where batch_id = '" + batch + "'";
        house.awaitSystemRows("select count(*) from %s where batch_id = '" + batch + "'", "dead_letters", "1");
        return house.rows(query).get(0);
    }

    private void again(String batch, String letter) {
        publisher.plain().header(Headers.BATCH, batch).header(Headers.ROW, "1").header(Headers.LETTER, letter);
    }
}
