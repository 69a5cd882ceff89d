package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console keeps nobody out: on a phone and on a screen, light and dark, by keyboard and by ear, from a slow disk. */
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
        assertThat(findings()).as("the sign-in page").isEmpty();
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
    void theKeyboardAloneLeadsEverywhere() {
        console.signIn(RunningSluice.ADMIN_KEY).open("reports");

        assertThat(console.script("const links = [...document.querySelectorAll('a, button, input, select')];"
                        + "return links.filter(e => e.offsetParent && e.tabIndex < 0).length"))
                .isEqualTo(0L);
        assertThat(console.script("return document.querySelectorAll('.skip[href=\"#main\"]').length"))
                .isEqualTo(1L);
        console.click("Keys").awaitText("A key says who may do what.");
        assertThat(console.script("return document.activeElement.tagName")).isEqualTo("H1");
    }

    private void check(String page) {
        for (int width : List.of(390, 1440)) {
            for (String theme : List.of("light", "dark")) {
                browser.width(width);
                console.script("localStorage.setItem('sluice-theme', arguments[0])", theme);
                console.open(page);

                assertThat(findings()).as("%s, %d px, %s", page, width, theme).isEmpty();
                assertThat(((Number) console.script("return document.documentElement.scrollWidth")).intValue())
                        .as("width of %s", page)
                        .isLessThanOrEqualTo(width);
            }
        }
    }

    /** Rules of axe that are broken seriously, with the elements. */
    private static List<?> findings() {
        console.script(axe());
        Object found = browser.driver()
                .executeAsyncScript("const done = arguments[arguments.length - 1];"
                        + "axe.run(document, {resultTypes: ['violations']}).then(result => done(result.violations"
                        + ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
                        + ".map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' '))), e => done([String(e)]))");
        return (List<?>) Objects.requireNonNull(found);
    }

    private static String axe() {
        try (InputStream script = ConsoleForAllIT.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
