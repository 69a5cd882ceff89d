package dev.sluice.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A headless Chromium of the system's own. Both programs are named, so nothing looks for one on the network. */
final class Browser implements AutoCloseable {

    private static final List<String> CHROMIUMS = List.of("chromium", "chromium-browser", "google-chrome");

    /** It would warn of each Chromium that is newer than itself. Held, or its level would be collected with it. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static boolean isWanted() {
        return "required".equals(System.getenv("SLUICE_BROWSER"))
                || (chromium().isPresent() && program("chromedriver").isPresent());
    }

    static Browser start() {
        SELENIUM.setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium()
                .orElseThrow(() -> new AssertionError("there is no Chromium: apt-get install chromium chromium-driver"))
                .toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--window-size=1440,900",
                "--force-prefers-reduced-motion");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver")
                        .orElseThrow(
                                () -> new AssertionError("there is no chromedriver: apt-get install chromium-driver"))
                        .toFile())
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    ChromeDriver driver() {
        return driver;
    }

    /** As wide as a phone, or as a screen. */
    void width(int pixels) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", pixels, "height", 900, "deviceScaleFactor", 1, "mobile", pixels < 600));
    }

    private static Optional<Path> chromium() {
        return CHROMIUMS.stream().flatMap(name -> program(name).stream()).findFirst();
    }

    private static Optional<Path> program(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
