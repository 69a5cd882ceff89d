package dev.sluice.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;

/** The console as a person uses it: by what is written on the page. */
final class Console {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Browser browser;
    private final String url;

    Console(Browser browser, String url) {
        this.browser = browser;
        this.url = url;
    }

    Console signIn(String key) {
        signOut().type("API key", key).click("Sign in").awaitText("Sign out");
        return this;
    }

    /** As a browser that has never been here. */
    Console signOut() {
        browser.driver().get(url + "/console/");
        browser.driver().manage().deleteAllCookies();
        browser.driver().navigate().refresh();
        return this;
    }

    /** @param path behind the {@code #/} */
    Console open(String path) {
        browser.driver().get("about:blank");
        browser.driver().get(url + "/console/#/" + path);
        await().atMost(PATIENCE)
                .until(() -> !browser.driver()
                        .findElements(By.cssSelector("main h1, main .notice.error"))
                        .isEmpty());
        return this;
    }

    Console click(String words) {
        String text = quoted(words);
        String named = "[normalize-space(.)=" + text + " or @aria-label=" + text + "]";
        // A dialog lies over the page: what is asked in it is meant.
        doing(() -> first("//dialog//button" + named, "//button" + named + " | //a" + named)
                .click());
        return this;
    }

    Console type(String label, String text) {
        doing(() -> {
            WebElement field = field(label);
            // As a person does: clearing a field from outside is no input to the page.
            field.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE, text);
        });
        return this;
    }

    String value(String label) {
        return String.valueOf(field(label).getDomProperty("value"));
    }

    Console choose(String label, String option) {
        doing(() -> field(label)
                .findElement(By.xpath("./option[normalize-space(.)=" + quoted(option) + "]"))
                .click());
        return this;
    }

    /** Gives files to the page as a drop or a choice would. */
    Console give(Path... files) {
        WebElement input = browser.driver().findElement(By.cssSelector("input[type=file]"));
        for (Path file : files) {
            input.sendKeys(file.toString());
        }
        return this;
    }

    Console awaitText(String text) {
        await("text '" + text + "' on the page").atMost(PATIENCE).until(() -> text().contains(text));
        return this;
    }

    Console awaitNoText(String text) {
        await("no text '" + text + "' on the page").atMost(PATIENCE).until(() -> !text().contains(text));
        return this;
    }

    String text() {
        return String.valueOf(script("return document.body.innerText"));
    }

    int count(String css) {
        return browser.driver().findElements(By.cssSelector(css)).size();
    }

    Object script(String code, Object... arguments) {
        try {
            Object answer = browser.driver().executeScript(code, arguments);
            return answer == null ? "" : answer;
        } catch (JavascriptException e) {
            throw new AssertionError(e);
        }
    }

    static Path file(Path directory, String name, String content) {
        try {
            return Files.writeString(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private WebElement field(String label) {
        String text = quoted(label);
        return first(
                "//dialog//label[contains(normalize-space(.)," + text + ")]//*[self::input or self::select]",
                "//label[starts-with(normalize-space(.)," + text + ")]//*[self::input or self::select]"
                        + " | //*[@id=//label[starts-with(normalize-space(.)," + text + ")]/@for]"
                        + " | //*[@aria-label=" + text + "]");
    }

    private WebElement first(String within, String otherwise) {
        return browser.driver().findElements(By.xpath(within)).stream()
                .findFirst()
                .orElseGet(() -> browser.driver().findElement(By.xpath(otherwise)));
    }

    /** Until it can be done: pages are drawn while a test looks at them. */
    private static void doing(Runnable action) {
        await().atMost(PATIENCE)
                .ignoreExceptionsMatching(e -> e instanceof NoSuchElementException
                        || e instanceof StaleElementReferenceException
                        || e instanceof org.openqa.selenium.ElementNotInteractableException)
                .until(() -> {
                    action.run();
                    return true;
                });
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
