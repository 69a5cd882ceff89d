package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main path of each page, in a real browser. */
@BrowserTest
final class ConsoleIT {

    @TempDir
    static Path data;

    private static RunningSluice sluice;
    private static Browser browser;

    @TempDir
    private Path files;

    private Console console;

    @BeforeAll
    static void start() {
        sluice = RunningSluice.start(data);
        post("departments", "[{\"id\":1,\"department\":\"Lock Keeping\"},{\"id\":2,\"department\":\"Workshop\"}]");
        post("jobs", "[{\"id\":1,\"job\":\"Diver\"}]");
        post(
                "hired_employees",
                IntStream.rangeClosed(1, 40)
                        .mapToObj(id ->
                                "{\"id\":%d,\"name\":\"Hanna %d\",\"datetime\":\"2021-0%d-03T10:00:00Z\",\"department_id\":%d,\"job_id\":1}"
                                        .formatted(id, id, 1 + id % 9, id <= 30 ? 1 : 2))
                        .collect(Collectors.joining(",", "[", "]")));
        browser = Browser.start();
        new Console(browser, sluice.api().url()).signIn(RunningSluice.ADMIN_KEY);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (sluice != null) {
            sluice.close();
        }
    }

    @BeforeEach
    void page() {
        console = new Console(browser, sluice.api().url());
    }

    private static void post(String table, String rows) {
        Answer answer = sluice.api().post("/v1/ingest/" + table, rows, "Prefer", "wait=20");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void theLinkOfTheStartSignsInOnce() {
        String link = sluice.output()
                .lines()
                .filter(line -> line.contains("#/sign-in/"))
                .findFirst()
                .orElseThrow()
                .replaceFirst(".*(http\\S+).*", "$1");
        try (Browser other = Browser.start()) {
            Console stranger = new Console(other, sluice.api().url());
            other.driver().get(link);
            stranger.awaitText("Sign out").awaitText("Every row is accounted for.");
            assertThat(other.driver().getCurrentUrl()).doesNotContain("sign-in");
            assertThat(stranger.script("return document.cookie")).isEqualTo("");
        }
        try (Browser third = Browser.start()) {
            third.driver().get(link);
            new Console(third, sluice.api().url()).awaitText("This link was used before or is too old.");
        }
    }

    @Test
    void theOverviewAccountsForEveryRow() {
        console.open("").awaitText("Every row is accounted for.").awaitText("The tables mirror the log as of now.");

        assertThat(console.text())
                .contains("received", "stored", "set aside", "waiting", "in flight", "hired_employees");
        await().until(() -> console.count(".batches li") >= 3);
    }

    @Test
    void aReportOfAYearIsAPictureAndATable() {
        console.open("reports").awaitText("1 department hired more than the mean of");

        assertThat(console.count(".bars .bar")).isEqualTo(1);
        assertThat(console.count(".heat-map tbody tr")).isGreaterThanOrEqualTo(2);
        console.click("2022").awaitText("Hires of 2022");
        console.open("reports?year=1900").awaitText("No hires in 1900");
    }

    @Test
    void aFileIsLookedAtSentAndAccountedFor() {
        Path file = Console.file(files, "hired_employees_may.csv", """
                id,name,datetime,department_id,job_id
                501,Ada,2021-05-03T10:00:00Z,1,1
                502,,2021-05-03T10:00:00Z,1,1
                503,Grace,2021-05-03T10:00:00Z,1,1
                """);

        console.open("upload").give(file).awaitText("2 valid").awaitText("1 would be set aside");
        assertThat(console.text()).contains("name is missing");
        console.click("Send this file").awaitText("3 rows received = 2 stored + 1 set aside.");

        console.awaitText("required in name").awaitText("Failed rows as CSV");
        console.click("See why, and mend").awaitText("1 letter").awaitText("hired_employees 502");
    }

    @Test
    void aFileWhoseAnswerWasLostComesInOnce() {
        Path file = Console.file(files, "jobs_lost.csv", "job\nRigger of lost answers\nBosun of lost answers\n");
        console.open("upload").give(file).awaitText("2 valid");
        // The first answer never arrives, though all of the file did.
        console.script("""
                const send = XMLHttpRequest.prototype.send;
                XMLHttpRequest.prototype.send = function (body) {
                  XMLHttpRequest.prototype.send = send;
                  const lost = this.onerror;
                  this.onload = () => lost();
                  send.call(this, body);
                };
                """);
        console.click("Send this file").awaitText("The connection broke");

        console.click("Try again").awaitText("2 rows received = 2 stored + 0 set aside.");

        assertThat(sluice.api().get("/v1/tables/jobs/rows?limit=500").body())
                .containsOnlyOnce("Rigger of lost answers")
                .containsOnlyOnce("Bosun of lost answers");
    }

    @Test
    void aFileThatNamesNoTableIsAskedFor() {
        Path file = Console.file(files, "mystery.csv", "77;Sea Locks\n78;Tide Gauges\n");

        console.open("upload").give(file).awaitText("Which table?");
        console.choose("Table", "jobs").awaitText("2 valid");

        console.click("Send this file").awaitText("2 rows received = 2 stored + 0 set aside.");
    }

    @Test
    void aRowIsFoundChangedAndDeletedThroughTheLog() {
        console.open("tables/hired_employees")
                .type("Find by key", "7")
                .click("Find")
                .awaitText("hired_employees 7");
        console.awaitText("This row would be stored.").awaitText("Lock Keeping");

        console.type("name", "").awaitText("This row would be set aside, for one reason.");
        console.type("name", "Hanna the Seventh").awaitText("This row would be stored.");
        console.click("Save").awaitText("Stored.");
        assertThat(sluice.api().get("/v1/tables/hired_employees/rows/7").body()).contains("Hanna the Seventh");

        console.click("Delete").click("Delete this row").awaitText("hired_employees 7 is deleted.");
        assertThat(sluice.api().get("/v1/tables/hired_employees/rows/7").status())
                .isEqualTo(404);
    }

    @Test
    void aKeyIsMadeShownOnceAndRevoked() {
        console.open("keys")
                .click("Make a key")
                .type("What it is for", "night shift")
                .click("Make it");
        console.awaitText("Copy it now");
        String key = String.valueOf(console.script("return document.querySelector('.secret').textContent"));
        assertThat(key).startsWith("slc_");
        console.click("I have kept it").awaitText("night shift");

        Api colleague = new Api(sluice.api().url(), key);
        assertThat(colleague.get("/v1/tables").status()).isEqualTo(403);
        console.click("Revoke night shift").click("Revoke").awaitText("revoked");

        assertThat(colleague.get("/v1/tables").status()).isEqualTo(401);
    }

    @Test
    void aBackupIsTakenVerifiedAndRestoredAfterSeeingWhatChanges() {
        console.open("backups").click("Back up now").type("Name", "before-move").click("Back up");
        console.awaitText("The backup before-move is complete.");
        console.open("backups/before-move").click("Verify").awaitText("It is whole.");
        sluice.api().delete("/v1/ingest/hired_employees/11");
        await().until(() ->
                sluice.api().get("/v1/tables/hired_employees/rows/11").status() == 404);

        console.click("See what would change").awaitText("What would change").awaitText("added");
        console.click("Restore …")
                .type("before-move", "before-move")
                .click("Restore")
                .awaitText("Restored.");

        assertThat(sluice.api().get("/v1/tables/hired_employees/rows/11").body())
                .contains("Hanna 11");
    }

    @Test
    void aDeadLetterIsMendedInAFormThatJudgesWhileOneTypes() {
        String letters = sluice.api()
                .post(
                        "/v1/ingest/hired_employees",
                        "[{\"id\":701,\"name\":\"Ada\",\"datetime\":\"soon\",\"department_id\":1,\"job_id\":1}]",
                        "Prefer",
                        "wait=20")
                .body()
                .replaceFirst(".*\"deadLetters\":\"/v1/dead-letters[?]([^\"]+)\".*", "$1");

        console.open("letters?" + letters).awaitText("1 letter").click("hired_employees 701");
        console.awaitText("This row would be set aside, for one reason.");
        console.type("datetime", "2021-06-15T08:30:00Z").awaitText("This row would be stored.");
        console.click("Replay as mended").awaitText("this letter is settled").awaitText("mended");

        assertThat(sluice.api().get("/v1/tables/hired_employees/rows/701").body())
                .contains("2021-06-15T08:30:00Z");
    }

    @Test
    void lettersOfOneReasonAreReplayedAfterSayingWhatWouldBecomeOfThem() {
        post(
                "hired_employees",
                "[{\"id\":801,\"name\":\"A\",\"datetime\":\"2022-06-15T08:30:00Z\",\"department_id\":55,\"job_id\":1},"
                        + "{\"id\":802,\"name\":\"B\",\"datetime\":\"2022-06-15T08:30:00Z\",\"department_id\":55,\"job_id\":1}]");
        post("departments", "[{\"id\":55,\"department\":\"Dredging\"}]");

        console.open("letters?rule=missing-reference&field=department_id").awaitText("2 letters");
        console.click("Replay all 2").awaitText("2 would be stored now").click("Replay");

        console.awaitText("2 stored, 0 set aside again.");
        assertThat(sluice.api().get("/v1/tables/hired_employees/rows/802").status())
                .isEqualTo(200);
    }
}
