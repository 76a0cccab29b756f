package org.dl4jlab.experiments.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real browser without a window, from the operating system's packages. It can reach 127.0.0.1 and nothing else. */
final class Chromium implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(50);

    /** Looks at a page without a change after which it is at rest. */
    private static final int LOOKS_AT_REST = 8;

    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts it; skips the calling test, saying why, where there is none. */
    static Chromium start() {
        Optional<Path> browser = program("chromium").or(() -> program("google-chrome"));
        Optional<Path> control = program("chromedriver");
        Assumptions.assumeTrue(
                browser.isPresent() && control.isPresent(),
                "no Chromium and chromedriver on the PATH; on Debian: apt-get install chromium chromium-driver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.get().toFile());
        options.addArguments(
                "--headless=new",
                // Chromium refuses its sandbox to root, which continuous integration often is.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--lang=en-GB",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable("browser", Level.ALL);
        logs.enable("performance", Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(control.get().toFile())
                .usingAnyFreePort()
                .withSilent(true)
                .build();
        Chromium chromium = new Chromium(new ChromeDriver(service, options));
        chromium.size(1280, 900);
        return chromium;
    }

    private static Optional<Path> program(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    void open(Object address) {
        driver.get(address.toString());
    }

    /** The page's own width and height in pixels, as on a phone below 600. */
    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    void dark(boolean on) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", on ? "dark" : "light"))));
    }

    Object script(String code, Object... arguments) {
        return driver.executeScript(code, arguments);
    }

    WebElement find(String css) {
        return until(
                "an element " + css,
                () -> driver.findElements(By.cssSelector(css)).stream()
                        .filter(WebElement::isDisplayed)
                        .findFirst()
                        .orElse(null));
    }

    /** The texts of all elements of a selector, read in one go, since the pages build their rows anew. */
    @SuppressWarnings("unchecked")
    List<String> texts(String css) {
        return (List<String>)
                script("return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)", css);
    }

    String text(String css) {
        List<String> texts = texts(css);
        return texts.isEmpty() ? "" : texts.get(0);
    }

    ChromeDriver driver() {
        return driver;
    }

    /** Waits for something to be there: not null, not false. */
    <T> T until(String what, Supplier<T> supplier) {
        try {
            return Awaitility.await()
                    .pollInSameThread()
                    .pollInterval(LOOK)
                    .atMost(PATIENCE)
                    .until(supplier::get, value -> value != null && !Boolean.FALSE.equals(value));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "waited in vain for " + what + " on " + driver.getCurrentUrl() + ":\n" + text("body"), e);
        }
    }

    /** Waits until the page has asked for its data and shows them: a while without anything new. */
    void settle() {
        String[] before = {""};
        int[] same = {0};
        until("a page at rest", () -> {
            String now = (String) script("return document.readyState + performance.getEntriesByType('resource').length"
                    + " + ' ' + document.body.innerHTML.length");
            same[0] = now.startsWith("complete") && now.equals(before[0]) ? same[0] + 1 : 0;
            before[0] = now;
            return same[0] == LOOKS_AT_REST;
        });
    }

    /** Fails unless all errors of the pages since the last call are answers of this status, of which there is one. */
    void assertRefusedOnce(String what, int status) {
        assertThat(driver.manage().logs().get("browser").getAll().stream().map(LogEntry::getMessage))
                .as("console of %s", what)
                .singleElement()
                .asString()
                .contains("status of " + status);
        driver.manage().logs().get("performance").getAll();
    }

    /** What a test's own script wrote, or another test asked for, is no fault of a page. */
    void forgetConsole() {
        driver.manage().logs().get("browser").getAll();
        driver.manage().logs().get("performance").getAll();
    }

    /** Fails if the page that is shown is wider than the window. */
    void assertFitsTheWindow(Object what) {
        assertThat((Long) script("return document.documentElement.scrollWidth - innerWidth"))
                .as("pixels beyond the window on %s", what)
                .isLessThanOrEqualTo(0);
    }

    /** Fails if the pages since the last call wrote an error, got an error status, or asked another host. */
    void assertClean(String what) {
        List<String> errors = driver.manage().logs().get("browser").getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
        assertThat(errors).as("console of %s", what).isEmpty();
        for (LogEntry entry : driver.manage().logs().get("performance").getAll()) {
            JsonNode message = message(entry);
            String method = message.get("method").asText();
            if (method.equals("Network.requestWillBeSent")) {
                assertThat(message.at("/params/request/url").asText())
                        .as("requests of %s", what)
                        .matches("(http://127\\.0\\.0\\.1:\\d+/|data:|about:|chrome|blob:http://127\\.0\\.0\\.1).*");
            } else if (method.equals("Network.responseReceived")) {
                assertThat(message.at("/params/response/status").asInt())
                        .as(
                                "%s: answer to %s",
                                what, message.at("/params/response/url").asText())
                        .isLessThan(400);
            }
        }
    }

    private static JsonNode message(LogEntry entry) {
        try {
            return JSON.readTree(entry.getMessage()).get("message");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }

    /** Back to a desktop window in light colours without cookies, and so to English. */
    void forget() {
        driver().manage().deleteAllCookies();
        size(1280, 900);
        dark(false);
    }
}
