package org.dl4jlab.experiments.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.dl4jlab.experiments.dashboard.RunFolders;
import org.dl4jlab.experiments.dashboard.RunPredictions;
import org.dl4jlab.experiments.dashboard.WatchedRuns;
import org.dl4jlab.reports.RunReports;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.RunListener;
import org.dl4jlab.training.StopSignal;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.runner.ExperimentRunner;
import org.dl4jlab.training.internal.settings.Settings;
import org.dl4jlab.training.testing.SliceExperiment;
import org.dl4jlab.ui.Dashboard;
import org.dl4jlab.ui.DashboardOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The dashboard over real runs in a real browser, as its user meets it. */
class DashboardBrowserTest {

    @TempDir
    static Path runs;

    private static Chromium browser;
    private static Dashboard dashboard;
    private static List<String> finished;

    @BeforeAll
    static void start() throws IOException {
        browser = Chromium.start();
        RunFolders folders = new RunFolders(runs);
        dashboard = Dashboard.start(
                DashboardOptions.defaults().withRuns(folders).withPredictor(new RunPredictions(folders)));
        finished = new ArrayList<>();
        for (int seed = 1; seed <= 2; seed++) {
            finished.add(id(train("fc2layer", 2, seed, new WatchedRuns(dashboard), StopSignal.NEVER)));
        }
        // Gently and long enough to know a digit on any CPU, whatever way the last bits are rounded.
        finished.add(id(train(
                "simple-cnn", Map.of("epochs", "20", "learningRate", "0.01"), 1, RunListener.NONE, StopSignal.NEVER)));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (dashboard != null) {
            dashboard.close();
        }
    }

    @AfterEach
    void backToADesktopInEnglish() {
        browser.forget();
    }

    private static RecordedRun train(String network, int epochs, long seed, RunListener watcher, StopSignal stop)
            throws IOException {
        return train(network, Map.of("epochs", Integer.toString(epochs)), seed, watcher, stop);
    }

    private static RecordedRun train(
            String network, Map<String, String> settings, long seed, RunListener watcher, StopSignal stop)
            throws IOException {
        Map<String, String> overrides = new HashMap<>(settings);
        overrides.put("validationFraction", "0.1");
        Experiment experiment = SliceExperiment.of(network, false);
        LabOptions options =
                LabOptions.defaults().withStop(stop).withListener(watcher).withListener(new RunReports());
        return new ExperimentRunner(runs, options)
                .run(experiment, Settings.override(experiment.settings(), overrides), seed);
    }

    private static String id(RecordedRun outcome) {
        return outcome.folder().path().getFileName().toString();
    }

    private static URI page(String path) {
        return dashboard.address().resolve(path);
    }

    private static List<String> pages() {
        String run = finished.get(0);
        return List.of(
                "/runs",
                "/run/" + run,
                "/run/" + finished.get(2),
                "/compare?run=" + run + "&run=" + finished.get(2),
                "/draw",
                "/train",
                "/train/" + run + "/overview",
                "/train/" + run + "/model",
                "/train/" + run + "/system");
    }

    @Test
    void everyPageLoadsWithoutErrorsOrOutsideRequests() {
        browser.assertClean("what came before");
        for (String path : pages()) {
            browser.open(page(path));
            browser.find(path.startsWith("/train/") ? ".app-body" : "main h1");
            browser.settle();
            browser.assertClean(path);
        }
    }

    @Test
    void noPageOfAPhoneScrollsSideways() {
        browser.size(360, 740);
        for (String path : pages()) {
            browser.open(page(path));
            browser.find(path.startsWith("/train/") ? ".app-body" : "main h1");
            browser.settle();
            browser.assertFitsTheWindow(path);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"overview", "model", "system"})
    void nobodyIsShutOutOfDl4jsPages(String name) {
        assertThat(new Axe(browser).violations(page("/train/" + finished.get(0) + "/" + name), ".app-body"))
                .isEmpty();
    }

    @Test
    void darkAndLightHaveColoursOfTheirOwnAndTheButtonSwitches() {
        browser.open(page("/runs"));
        Object light = ground();
        browser.dark(true);
        assertThat(ground()).isNotEqualTo(light);
        browser.find("button.theme").click();
        assertThat(ground()).isEqualTo(light);
        browser.script("localStorage.clear()");
    }

    private static Object ground() {
        return browser.script("return getComputedStyle(document.body).backgroundColor");
    }

    @Test
    void theLeaderboardSortsFiltersAndGroupsSeeds() {
        browser.open(page("/runs"));
        browser.find(".board tbody tr");
        sortBy("accuracy");
        List<Double> descending = accuracies();
        assertThat(descending).hasSize(finished.size()).isSortedAccordingTo(Comparator.reverseOrder());
        sortBy("accuracy");
        assertThat(accuracies()).isSorted().isNotEqualTo(descending);
        browser.find("input[type=search]").sendKeys("simple-cnn");
        browser.until("one row", () -> browser.texts(".board tbody tr").size() == 1);
        browser.find("input[type=search]").clear();
        browser.find("input[type=search]").sendKeys("fc2");
        browser.until("two rows", () -> browser.texts(".board tbody tr").size() == 2);
        browser.find("label input[type=checkbox]").click();
        browser.until(
                "one row for both seeds", () -> browser.texts(".board tbody tr").size() == 1);
        assertThat(browser.text(".column-accuracy")).matches("\\d+\\.\\d+ ± \\d+\\.\\d+ %");
    }

    private static void sortBy(String column) {
        browser.script(
                "document.querySelectorAll('.board th button').forEach(b => { if (b.dataset.column === arguments[0])"
                        + " b.click(); })",
                column);
    }

    private static List<Double> accuracies() {
        return browser.texts(".board td.column-accuracy").stream()
                .map(text -> Double.parseDouble(text.replace(" %", "")))
                .toList();
    }

    @Test
    void theLanguageButtonSwitchesAndIsRemembered() {
        browser.open(page("/runs"));
        assertThat(browser.find("main h1").getText()).isEqualTo("Leaderboard");
        browser.find("button[lang=zh]").click();
        browser.until("the Chinese page", () -> browser.text("main h1").equals("排行榜"));
        browser.open(page("/run/" + finished.get(0)));
        browser.until("Chinese words", () -> browser.texts("h2").contains("混淆矩阵"));
        browser.find("button[lang=en]").click();
        browser.until("the English page", () -> browser.texts("h2").contains("Confusion matrix"));
    }

    @Test
    void theRunPageShowsWhatTheRunLeft() {
        browser.open(page("/run/" + finished.get(0)));
        browser.until(
                "the confusion matrix",
                () -> browser.texts(".confusion tbody tr").size() == 10);
        assertThat(browser.text(".facts .strong dd")).matches("\\d+\\.\\d+ %");
        assertThat(browser.texts(".chart figcaption")).contains("Loss", "Accuracy");
        assertThat(browser.text(".settings")).contains("learningRate");
        assertThat(browser.text(".log")).contains("Test: average loss");
        browser.until(
                "its pictures",
                () -> (Boolean) browser.script("const all = [...document.querySelectorAll('.pictures img')];"
                        + "all.forEach(i => i.scrollIntoView());"
                        + "return all.length > 0 && all.every(i => i.complete && i.naturalWidth > 0)"));
    }

    @Test
    void aRunIsFollowedWhileItTrainsAndWhenItEnds() throws Exception {
        CompletableFuture<Void> end = new CompletableFuture<>();
        StopSignal stop = new StopSignal() {
            @Override
            public boolean requested() {
                return end.isDone();
            }

            @Override
            public <T> T interruptible(Supplier<T> work) throws InterruptedException {
                return work.get();
            }
        };
        CompletableFuture<RecordedRun> run = CompletableFuture.supplyAsync(() -> {
            try {
                return train("simple-cnn", 100_000, 9, new WatchedRuns(dashboard), stop);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        try {
            browser.open(page("/runs"));
            String id = browser.until(
                    "the new run's row",
                    () -> browser.texts(".board tbody tr").stream()
                            .filter(row -> row.contains("running"))
                            .map(row -> row.replaceAll("(?s).*?(slice-simple-cnn-\\d+-\\d+-s9).*", "$1"))
                            .findFirst()
                            .orElse(null));
            browser.open(page("/run/" + id));
            String first = browser.until("live progress", () -> liveText());
            browser.until(
                    "live values that move",
                    () -> liveText() != null && !liveText().equals(first));
            String score =
                    browser.until("a growing log", () -> browser.text(".log").contains("Train epoch") ? "yes" : null);
            assertThat(score).isNotNull();
            browser.open(page("/train/" + id + "/overview"));
            browser.until(
                    "DL4J's statistics of the living run",
                    () -> browser.text("body").contains("Score"));
            browser.open(page("/run/" + id));
            browser.until("live progress again", () -> liveText());
            end.complete(null);
            browser.until("the end of the run", () -> browser.text(".state").equals("interrupted"));
            assertThat(run.get(90, TimeUnit.SECONDS).interrupted()).isTrue();
            browser.assertClean("a run that trains");
        } finally {
            end.complete(null);
            run.get(90, TimeUnit.SECONDS);
        }
    }

    private static String liveText() {
        Object text = browser.script("const live = document.querySelector('.live');"
                + "return live && !live.hidden ? live.textContent : null");
        return (String) text;
    }

    @Test
    void aDrawnOneIsSeenAsOne() {
        browser.open(page("/draw?run=" + finished.get(2)));
        WebElement sheet = browser.find("canvas.sheet");
        browser.until("ten bars", () -> browser.texts(".ranking li").size() == 10);
        // In a corner: it is brought into the middle of the image, as the digits that were trained on.
        new Actions(browser.driver())
                .moveToElement(sheet, -100, -150)
                .clickAndHold()
                .moveByOffset(2, 80)
                .moveByOffset(2, 80)
                .release()
                .perform();
        assertThat(answer()).isEqualTo("1");
        double sum = browser.texts(".ranking .number").stream()
                .mapToDouble(text -> Double.parseDouble(text.replace(" %", "")))
                .sum();
        assertThat(sum).isBetween(99.0, 101.0);
        assertThat(browser.texts(".ranking .best .name")).containsExactly("1");
        assertThat(browser.find("img.seen").getAttribute("naturalWidth")).isEqualTo("28");
        browser.script("[...document.querySelectorAll('button')].find(b => b.textContent === 'Clear').click()");
        browser.until("an empty sheet", () -> browser.text(".verdict").isEmpty());
        browser.assertClean("drawing");
    }

    @Test
    void anImageFileIsAnsweredAndAnotherFileIsToldToBeNone() throws IOException {
        browser.open(page("/draw?run=" + finished.get(2)));
        browser.find("canvas.sheet");
        BufferedImage zero = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = zero.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, 300, 200);
        pen.setColor(Color.BLACK);
        pen.setStroke(new BasicStroke(14));
        pen.drawOval(105, 30, 90, 130);
        pen.dispose();
        Path file = runs.resolveSibling("zero-" + runs.getFileName() + ".png");
        Path text = runs.resolveSibling("text-" + runs.getFileName() + ".png");
        try {
            ImageIO.write(zero, "png", file.toFile());
            WebElement chooser = browser.driver().findElement(By.id("file"));
            chooser.sendKeys(file.toString());
            assertThat(answer()).isEqualTo("0");
            browser.assertClean("an image");
            Files.writeString(text, "no image");
            chooser.sendKeys(text.toString());
            browser.until("an error text", () -> browser.text(".notice").contains("The picture is no picture"));
            browser.assertRefusedOnce("no image", 422);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(text);
        }
    }

    private static String answer() {
        return browser.until("a prediction", () -> {
            String text = browser.text(".verdict b");
            return text.isEmpty() ? null : text;
        });
    }
}
