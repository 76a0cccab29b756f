package org.dl4jlab.experiments.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.dl4jlab.experiments.dashboard.RunFolders;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.internal.run.MetricsTable;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunLock;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.training.testing.SmallRuns;
import org.dl4jlab.ui.Dashboard;
import org.dl4jlab.ui.DashboardOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What a person does with the pages over an hour: goes back, waits, loses the server, looks from a phone, in Chinese. */
class PagesInUseBrowserTest {

    private static final int MANY = 62;

    @TempDir
    static Path folder;

    private static final Instant BEGUN = Instant.parse("2026-03-01T09:00:00Z");
    private static final AskedPredictions ASKED = new AskedPredictions();
    private static Path runs;
    private static Chromium browser;
    private static Dashboard dashboard;

    @BeforeAll
    static void start() throws IOException {
        runs = Files.createDirectory(folder.resolve("runs"));
        for (int i = 1; i <= MANY; i++) {
            write("trial-" + i, done(i, i * 10));
        }
        Files.writeString(new RunFolder(runs.resolve("trial-1")).reportFile(), "<html>a report</html>");
        write("guessing-1", done(1, 100).end(RunStatus.FAILED, "the disk is full", BEGUN.plusSeconds(3)));
        Files.writeString(
                Files.createDirectory(runs.resolve("copy of trial-1")).resolve("run.json"),
                Files.readString(runs.resolve("trial-1/run.json")));
        browser = Chromium.start();
        dashboard = serve(0);
    }

    private static Dashboard serve(int port) {
        return Dashboard.start(DashboardOptions.defaults()
                .withPort(port)
                .withRuns(new RunFolders(runs))
                .withPredictor(ASKED));
    }

    private static RunFolder write(String name, RunRecord record) throws IOException {
        RunFolder run = new RunFolder(Files.createDirectories(runs.resolve(name)));
        run.write(record);
        run.write(new MetricsTable(List.of(
                new MetricsTable.Row(1, 10, 0.1, 2, 1.9, 0.25, 100, 1),
                new MetricsTable.Row(2, 20, 0.1, 1, 0.9, 0.75, 100, 2))));
        return run;
    }

    private static RunRecord begun(long seed) {
        return SmallRuns.started("trial", "?", "run trial", seed, Map.of("epochs", 3), null, BEGUN)
                .with(data(List.of("an aeroplane with a long name", "1")));
    }

    private static RunRecord.Data data(List<String> classes) {
        return new RunRecord.Data(
                "mnist",
                "MNIST",
                List.of(1, 28, 28),
                classes,
                1000,
                100,
                1000,
                false,
                Map.of(),
                SmallRuns.input(1, 28, 28));
    }

    private static RunRecord done(long seed, int correct) {
        return begun(seed)
                .with(new RunRecord.Result(correct / 1000.0, 0.2, correct, 1000))
                .with(new RunRecord.Timings(1, 1, 8, 1, 11, 5000))
                .end(RunStatus.DONE, null, BEGUN.plusSeconds(10 + seed));
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

    private static URI page(String path) {
        return dashboard.address().resolve(path);
    }

    private static void chinese() {
        browser.open(page("/runs"));
        browser.find("button[lang=zh]").click();
        browser.until("the Chinese page", () -> browser.text("main h1").equals("排行榜"));
    }

    @Test
    void backShowsTheTableAsItWasLeft() {
        browser.open(page("/runs"));
        browser.find(".board tbody tr");
        browser.script("document.querySelector('[data-column=accuracy]').click()");
        browser.find("input[type=search]").sendKeys("trial-1");
        browser.until("fewer rows", () -> browser.texts(".board tbody tr").size() < MANY);
        List<String> before = browser.texts(".board .column-id");
        browser.find(".board tbody tr a").click();
        browser.find(".facts");
        browser.driver().navigate().back();
        browser.until("the same rows", () -> browser.texts(".board .column-id").equals(before));
        assertThat(browser.find("input[type=search]").getAttribute("value")).isEqualTo("trial-1");
    }

    @Test
    void whatHasTheFocusKeepsItWhileOtherRunsChange() throws IOException {
        browser.open(page("/runs"));
        browser.find(".board tbody tr");
        browser.script("document.querySelector(\"a[href='/run/trial-5']\").focus()");
        write("trial-6", done(6, 987));
        browser.until("the change", () -> browser.texts(".column-accuracy").contains("98.70 %"));
        assertThat(browser.script("return document.activeElement.textContent")).isEqualTo("trial-5");
        write("trial-6", done(6, 60));
    }

    @Test
    void aServerThatComesBackIsFoundAgain() {
        browser.open(page("/runs"));
        browser.find(".board tbody tr");
        int port = dashboard.address().getPort();
        dashboard.close();
        try {
            browser.until("the loss", () -> browser.text(".notice").contains("trying again"));
        } finally {
            dashboard = serve(port);
        }
        browser.until("the end of the notice", () -> browser.text(".notice").isEmpty());
        browser.driver().manage().logs().get("browser").getAll();
    }

    @Test
    void aPhoneSortsToo() {
        browser.size(360, 740);
        browser.open(page("/runs"));
        browser.find(".board tbody tr");
        WebElement sorting = browser.find("select.phone");
        sorting.findElement(By.cssSelector("option[value=accuracy]")).click();
        browser.until(
                "the best first", () -> browser.texts(".column-accuracy").get(0).equals("62.00 %"));
    }

    @Test
    void moreRunsThanCanBeComparedAreCountedHonestly() {
        StringBuilder query = new StringBuilder("/compare?");
        for (int i = 1; i <= MANY; i++) {
            query.append("run=trial-").append(i).append('&');
        }
        browser.open(page(query.toString()));
        browser.until(
                "the notice", () -> browser.text(".notice").equals("The first 60 of " + MANY + " runs are shown."));
        assertThat(browser.texts(".sides thead th")).hasSize(60);
    }

    @Test
    void aRunHasOneColourInAllCharts() {
        browser.open(page("/compare?run=trial-1&run=trial-2&run=trial-3"));
        browser.until("two charts", () -> browser.texts(".chart").size() >= 2);
        browser.until(
                "their legends", () -> browser.texts(".u-legend .u-marker").size() >= 6);
        for (int run = 1; run <= 3; run++) {
            Object colours = browser.script(
                    "return new Set([...document.querySelectorAll('.u-legend .u-series')]"
                            + ".filter(s => s.textContent.includes(arguments[0] + ' '))"
                            + ".map(s => s.querySelector('.u-marker').style.borderColor)).size",
                    "trial-" + run);
            assertThat(colours).as("colours of trial-%d", run).isEqualTo(1L);
        }
    }

    @Test
    void aFolderThatCannotBeARunIsNamed() {
        browser.open(page("/runs"));
        browser.until("its name", () -> browser.text(".message").contains("copy of trial-1"));
    }

    @Test
    void aRunLeadsToItsReportIfItHasOne() {
        browser.open(page("/run/trial-1"));
        assertThat(browser.find("a[href='/run/trial-1/report']").getText()).isEqualTo("Report");
        browser.open(page("/run/trial-2"));
        browser.find(".facts");
        browser.settle();
        assertThat((Boolean) browser.script("return document.querySelector(\"a[href='/run/trial-2/report']\").hidden"))
                .isTrue();
    }

    @Test
    void aRunThatLearnedNothingSaysSo() throws IOException {
        RunFolder lost = write(
                "lost-1",
                begun(9).with(new RunRecord.Result(0.5, 0.7, 1, 2)).end(RunStatus.DONE, null, BEGUN.plusSeconds(5)));
        Files.writeString(
                lost.predictionsFile(), "index,label,predicted,loss,p0,p1\n0,0,0,0.7,0.5,0.5\n1,1,0,0.7,0.5,0.5\n");
        browser.open(page("/run/lost-1"));
        browser.until("the warning", () -> browser.text(".message").contains("random guessing"));
        Files.delete(lost.recordFile());
    }

    @Test
    void theTimeLeftCountsWhatReallyPasses() throws Exception {
        RunFolder run = write("living-1", begun(3));
        try (RunLock held = RunLock.hold(run)) {
            assertThat(held).isNotNull();
            String progress = "step,images,loss,imagesPerSecond,seconds\n10,1000,2.3,1000,1\n";
            Files.writeString(run.progressFile(), progress);
            browser.open(page("/run/living-1"));
            browser.until("live progress", () -> browser.text(".meter-text").contains("left"));
            // A minute of the page's clock passes, in which tests and checkpoints left time for 100 images only.
            browser.script("const real = performance.now.bind(performance); performance.now = () => real() + 60000");
            Files.writeString(run.progressFile(), progress + "11,1100,2.2,1000,1.1\n");
            // 1,900 images are left at 100 a minute: 19 minutes, whatever the step alone would promise.
            browser.until(
                    "the honest time left",
                    () -> browser.text(".meter-text").matches("(?s).*[12]\\d:\\d\\d min.*left.*"));
        }
        Files.delete(run.recordFile());
    }

    @Test
    void theSameFileCanBeChosenTwiceAndOneQuestionIsAskedAtATime() throws IOException {
        Path picture = folder.resolve("picture.png");
        javax.imageio.ImageIO.write(
                new java.awt.image.BufferedImage(30, 30, java.awt.image.BufferedImage.TYPE_INT_RGB),
                "png",
                picture.toFile());
        browser.open(page("/draw?run=trial-1"));
        browser.find("canvas.sheet");
        int before = ASKED.questions.get();
        for (int time = 1; time <= 2; time++) {
            int wanted = before + time;
            browser.driver().findElement(By.id("file")).sendKeys(picture.toString());
            browser.until(
                    "an answer",
                    () -> ASKED.questions.get() == wanted
                            && !browser.text(".verdict").isEmpty());
        }
        browser.script("const file = document.getElementById('file');"
                + "const sheet = document.querySelector('canvas.sheet'); sheet.setPointerCapture = () => {};"
                + "const box = sheet.getBoundingClientRect();"
                + "for (let i = 0; i < 40; i++) for (const type of ['pointerdown', 'pointermove', 'pointerup'])"
                + " sheet.dispatchEvent(new PointerEvent(type, { pointerId: 1, button: 0, clientX: box.x + 9 * i,"
                + " clientY: box.y + 50, bubbles: true }));");
        browser.until("an answer to the drawing", () -> ASKED.questions.get() > before + 2);
        assertThat(ASKED.most.get()).as("questions at a time").isEqualTo(1);
        browser.assertClean("drawing fast");
        // An old answer does not stay beside an error.
        ASKED.failing = true;
        try {
            browser.driver().findElement(By.id("file")).sendKeys(picture.toString());
            browser.until("the error", () -> browser.text(".notice").equals("No."));
            assertThat(browser.text(".verdict")).isEmpty();
            assertThat((Boolean) browser.script("return document.querySelector('img.seen').hidden"))
                    .isTrue();
        } finally {
            ASKED.failing = false;
        }
        browser.assertRefusedOnce("the error", 422);
    }

    @Test
    void aPersonDrawsWithTheKeyboard() {
        browser.forgetConsole();
        browser.open(page("/draw?run=trial-1"));
        WebElement sheet = browser.find("canvas.sheet");
        browser.until("the networks", () -> browser.texts(".ranking li").size() == 2);
        int before = ASKED.questions.get();
        sheet.sendKeys(Keys.ARROW_UP, Keys.SPACE, Keys.ARROW_DOWN, Keys.chord(Keys.SHIFT, Keys.ARROW_DOWN), Keys.SPACE);
        browser.until("an answer to the stroke", () -> ASKED.questions.get() > before);
        assertThat(browser.text(".keys")).contains("Arrow keys move the pen");
        assertThat(lit(280, 260)).isTrue();
        assertThat(lit(280, 360)).isTrue();
        sheet.sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        assertThat(lit(340, 360)).as("the pen is lifted").isFalse();
        sheet.sendKeys(Keys.BACK_SPACE);
        assertThat(lit(280, 360)).isFalse();
        browser.assertClean("drawing with the keyboard");
    }

    private static boolean lit(int x, int y) {
        return (Boolean) browser.script(
                "return document.querySelector('canvas.sheet').getContext('2d')"
                        + ".getImageData(arguments[0], arguments[1], 1, 1).data[0] > 128",
                x,
                y);
    }

    @Test
    void allOfARunIsSaidInChinese() {
        chinese();
        browser.open(page("/run/guessing-1"));
        browser.until("its facts", () -> browser.text(".settings").contains("训练 1,000 张，验证 100 张，测试 1,000 张"));
        assertThat(browser.text(".settings")).contains("命令", "机器", "个核心").doesNotContain("machine", "to train");
        assertThat(browser.text(".message")).contains("运行失败", "the disk is full");
        browser.open(page("/no/such/page"));
        assertThat(browser.text("main")).containsPattern("\\p{IsHan}{4,}").doesNotContain("There is no");
    }

    @Test
    void aWideConfusionMatrixFitsTheWindow() throws IOException {
        List<String> classes =
                List.of("aeroplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");
        RunFolder run = write(
                "wide-1",
                begun(4).with(data(classes))
                        .with(new RunRecord.Result(0.5, 0.2, 5, 10))
                        .end(RunStatus.DONE, null, BEGUN.plusSeconds(5)));
        StringBuilder csv = new StringBuilder("index,label,predicted,loss,p0,p1,p2,p3,p4,p5,p6,p7,p8,p9\n");
        for (int i = 0; i < 10; i++) {
            csv.append(i).append(',').append(i).append(",0,1,0.91,0.01,0.01,0.01,0.01,0.01,0.01,0.01,0.01,0.01\n");
        }
        Files.writeString(run.predictionsFile(), csv);
        browser.open(page("/run/wide-1"));
        browser.until("the matrix", () -> browser.texts(".confusion tbody tr").size() == 10);
        assertThat((Long) browser.script("const table = document.querySelector('.confusion');"
                        + "return Math.round(table.getBoundingClientRect().width - table.parentElement.clientWidth)"))
                .as("pixels beyond its card")
                .isLessThanOrEqualTo(0);
        assertThat(browser.find(".reliability svg").getAttribute("aria-label"))
                .contains("87 % to 93 % sure: 10 images, 91.0 % on average, 10.0 % right");
    }
}
