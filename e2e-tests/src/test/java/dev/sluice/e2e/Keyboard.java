package dev.sluice.e2e;

import java.util.ArrayList;
import java.util.List;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** Keys that are pressed, wherever the focus is. Nothing here touches an element. */
final class Keyboard {
    private static final int MOST_TABS = 150;

    /** What somebody hears of the element that has the focus. */
    private static final String NAME = """
            const e = document.activeElement;
            return (e.getAttribute('aria-label') ?? e.labels?.[0]?.innerText ?? e.innerText ?? '').trim();
            """;

    private final Browser browser;

    Keyboard(Browser browser) {
        this.browser = browser;
    }

    Keyboard press(CharSequence... keys) {
        new Actions(browser.driver()).sendKeys(keys).perform();
        return this;
    }

    /** Presses Tab until the focus is on what is called so. */
    Keyboard tabTo(String name) {
        List<String> passed = new ArrayList<>();
        for (int i = 0; i < MOST_TABS; i++) {
            press(Keys.TAB);
            String now = focused();
            if (now.startsWith(name)) {
                return this;
            }
            passed.add(now);
        }
        throw new AssertionError("Tab leads to " + passed + " but not to " + name);
    }

    Keyboard enter() {
        return press(Keys.ENTER);
    }

    String focused() {
        return String.valueOf(browser.driver().executeScript(NAME));
    }
}
