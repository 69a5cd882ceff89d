package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console keeps nobody out: on a phone and on a screen, light and dark, by ear, from a slow disk. */
@BrowserTest
final class ConsoleForAllIT {

    private static final List<String> PAGES = List.of(
            "", "reports", "upload", "letters", "tables/departments", "tables/departments/1", "backups", "keys");
    private static final int MOST_BYTES = 500_000;

    @TempDir
    static Path data;

    private static RunningSluice sluice;
    private static Browser browser;
    private static Console console;
    private static Accessibility accessibility;

    @BeforeAll
    static void start() {
        sluice = RunningSluice.start(data);
        sluice.api()
                .post(
                        "/v1/ingest",
                        "{\"departments\":[{\"id\":1,\"department\":\"Lock Keeping\"}],\"jobs\":[{\"id\":1,\"job\":\"Diver\"}],"
                                + "\"hired_employees\":[{\"id\":1,\"name\":\"Ada\",\"datetime\":\"2021-05-03T10:00:00Z\","
                                + "\"department_id\":1,\"job_id\":1},{\"id\":2,\"name\":\"\",\"datetime\":\"soon\"}]}",
                        "Prefer",
                        "wait=20");
        browser = Browser.start();
        console = new Console(browser, sluice.api().url());
        accessibility = new Accessibility(browser);
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

    @Test
    void noPageHasASeriousFinding() {
        console.signIn(RunningSluice.ADMIN_KEY);
        String letter = "letters/"
                + sluice.api().get("/v1/dead-letters").body().replaceFirst("(?s).*?\"id\":\"([0-9a-f-]{36})\".*", "$1");

        for (String page : PAGES) {
            check(page);
        }
        check(letter);
        console.open("").click("Sign out").awaitText("Sign in to Sluice");
        assertThat(accessibility.findings()).as("the sign-in page").isEmpty();
    }

    @Test
    void aPageWeighsLittleOnAColdCache() {
        browser.driver().executeCdpCommand("Network.clearBrowserCache", java.util.Map.of());
        console.signIn(RunningSluice.ADMIN_KEY);
        for (String page : PAGES) {
            console.open(page);

            Object bytes = console.script("return performance.getEntries().filter(e => e.transferSize)"
                    + ".reduce((sum, e) => sum + Math.max(e.encodedBodySize, e.transferSize), 0)");
            assertThat(((Number) bytes).intValue()).as(page).isLessThan(MOST_BYTES);
        }
    }

    @Test
    void whatAPageShowsAfterAStepHasNoneEither() {
        console.signIn(RunningSluice.ADMIN_KEY);
        console.open("backups").click("Back up now").type("Name", "seen-by-all");
        checkAsItIs("the dialog of a new backup");
        console.click("Back up").awaitText("The backup seen-by-all is complete.");
        sluice.api()
                .post(
                        "/v1/ingest/departments",
                        "[{\"id\":1,\"department\":\"Since\"},{\"id\":2,\"department\":\"New\"}]",
                        "Prefer",
                        "wait=20");

        console.open("backups/seen-by-all").click("Verify").awaitText("It is whole.");
        console.click("See what would change").awaitText("What would change").awaitText("put back");
        checkAsItIs("a backup with its plan");
        console.click("Restore …");
        checkAsItIs("the question before a restore");
        console.type("seen-by-all", "seen-by-all").click("Restore").awaitText("Restored.");
        checkAsItIs("a restore that has ended");

        console.open("upload").give(Console.file(data, "departments.csv", "id,department\n7,Weirs\n8,\n"));
        console.awaitText("1 would be set aside");
        checkAsItIs("a file before it is sent");
        console.click("Send this file").awaitText("2 rows received = 1 stored + 1 set aside.");
        checkAsItIs("a receipt");
        console.open("").awaitText("stored");
        checkAsItIs("the overview with batches");
    }

    private void checkAsItIs(String what) {
        for (int width : List.of(390, 1440)) {
            for (String theme : List.of("light", "dark")) {
                browser.width(width);
                console.script("document.documentElement.dataset.theme = arguments[0]", theme);

                assertThat(accessibility.findings())
                        .as("%s, %d px, %s", what, width, theme)
                        .isEmpty();
                assertThat(((Number) console.script("return document.documentElement.scrollWidth")).intValue())
                        .as("width of %s", what)
                        .isLessThanOrEqualTo(width);
            }
        }
    }

    private void check(String page) {
        for (int width : List.of(390, 1440)) {
            for (String theme : List.of("light", "dark")) {
                browser.width(width);
                console.script("localStorage.setItem('sluice-theme', arguments[0])", theme);
                console.open(page);

                assertThat(accessibility.findings())
                        .as("%s, %d px, %s", page, width, theme)
                        .isEmpty();
                assertThat(((Number) console.script("return document.documentElement.scrollWidth")).intValue())
                        .as("width of %s", page)
                        .isLessThanOrEqualTo(width);
            }
        }
    }
}
