package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The console for somebody who has no mouse: everything here is done by pressing keys. */
@BrowserTest
final class ConsoleByKeyboardIT {

    @TempDir
    static Path data;

    private static RunningSluice sluice;
    private static Browser browser;
    private static Console console;
    private static Keyboard keyboard;

    @BeforeAll
    static void start() {
        sluice = RunningSluice.start(data);
        sluice.api()
                .post(
                        "/v1/ingest",
                        "{\"departments\":[{\"id\":1,\"department\":\"Lock Keeping\"}],\"jobs\":[{\"id\":2,\"job\":\"\"}]}",
                        "Prefer",
                        "wait=20");
        browser = Browser.start();
        console = new Console(browser, sluice.api().url());
        keyboard = new Keyboard(browser);
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
    void fromSigningInToABackupThatIsRestored() {
        console.signOut().awaitText("Sign in to Sluice");
        keyboard.tabTo("API key").press(RunningSluice.ADMIN_KEY).enter();
        console.awaitText("Sign out");

        keyboard.tabTo("Backups").enter();
        console.awaitText("No backup yet");
        awaitFocus("Backups");
        keyboard.tabTo("Back up now").enter().tabTo("Name").press("by-keys").enter();
        console.awaitText("The backup by-keys is complete.");

        console.open("backups/by-keys").awaitText("See what would change");
        keyboard.tabTo("Verify").enter();
        console.awaitText("It is whole.");
        keyboard.tabTo("See what would change").enter();
        console.awaitText("Nothing would change.");
    }

    @Test
    void aDialogTakesTheFocusAndGivesItBack() {
        console.signIn(RunningSluice.ADMIN_KEY).open("keys").awaitText("A key says who may do what.");

        keyboard.tabTo("Make a key").enter();
        await().atMost(Duration.ofSeconds(30)).until(() -> console.count("dialog[open]") == 1);
        for (int i = 0; i < 40; i++) {
            keyboard.press(Keys.TAB);
            assertThat(console.script("const e = document.activeElement;"
                            + "return e === document.body || e.closest('dialog') !== null"))
                    .as(keyboard.focused())
                    .isEqualTo(true);
        }
        keyboard.press(Keys.ESCAPE);

        await().atMost(Duration.ofSeconds(30)).until(() -> console.count("dialog[open]") == 0);
        awaitFocus("Make a key");
    }

    @Test
    void aLinkLeadsPastTheMenu() {
        console.signIn(RunningSluice.ADMIN_KEY).open("letters").awaitText("Dead letters");

        keyboard.tabTo("Skip to the content").enter().press(Keys.TAB);

        assertThat(console.script("return document.activeElement.closest('main') !== null"))
                .as(keyboard.focused())
                .isEqualTo(true);
    }

    @Test
    void everyLinkOfTheMenuLeadsToItsPageAndItsHeadingIsReadOut() {
        console.signIn(RunningSluice.ADMIN_KEY);
        for (String page :
                new String[] {"Reports", "Upload", "Dead letters", "Tables", "Backups", "Keys", "Overview"}) {
            keyboard.tabTo(page).enter();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> String.valueOf(console.script("return document.activeElement.tagName")), "H1"::equals);
        }
    }

    private static void awaitFocus(String name) {
        await().atMost(Duration.ofSeconds(30)).until(() -> keyboard.focused().equals(name));
    }
}
