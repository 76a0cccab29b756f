package org.dl4jlab.experiments.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dl4jlab.experiments.dashboard.sweeps.ArbiterMappers;
import org.dl4jlab.experiments.dashboard.sweeps.ArbiterRecords;
import org.dl4jlab.experiments.dashboard.sweeps.LiveSweep;
import org.dl4jlab.experiments.dashboard.sweeps.SweepFolders;
import org.dl4jlab.sweeps.SweepListener;
import org.dl4jlab.sweeps.SweepRunner;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.record.SweepFolder;
import org.dl4jlab.sweeps.record.SweepPlan;
import org.dl4jlab.sweeps.record.SweepRecord;
import org.dl4jlab.sweeps.search.CandidateProposal;
import org.dl4jlab.sweeps.search.Search;
import org.dl4jlab.sweeps.search.SearchMethod;
import org.dl4jlab.sweeps.testing.SliceSpace;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.StopSignal;
import org.dl4jlab.ui.Dashboard;
import org.dl4jlab.ui.DashboardOptions;
import org.dl4jlab.ui.sweeps.SweepPages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages of real sweeps in a real browser, as their user meets them. */
class SweepBrowserTest {

    @TempDir
    static Path sweeps;

    private static final LiveSweep LIVE = new LiveSweep();
    private static final Map<SearchMethod, String> FINISHED = new HashMap<>();
    private static Chromium browser;
    private static Dashboard dashboard;

    @BeforeAll
    static void start() throws IOException {
        browser = Chromium.start();
        SweepFolders folders = new SweepFolders(sweeps, LIVE);
        ArbiterMappers.configure();
        dashboard = Dashboard.start(DashboardOptions.defaults()
                .withSection(SweepPages.section(
                        folders, new ArbiterRecords(folders, name -> Optional.of(new SliceSpace())))));
        for (SearchMethod method : SearchMethod.values()) {
            FINISHED.put(method, sweep(method, method == SearchMethod.RANDOM ? 12 : 3, SweepListener.NONE));
        }
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

    /** A sweep of tiny networks; the random one is pruned. Returns its name. */
    private static String sweep(SearchMethod method, int candidates, SweepListener listener) throws IOException {
        SweepPlan.Pruning pruning = method == SearchMethod.RANDOM ? new SweepPlan.Pruning(1, 2) : null;
        SweepPlan plan =
                new SweepPlan(method, 3, 7, candidates, null, 1, pruning, 0, true, new SliceSpace().settings());
        return new SweepRunner(LabOptions.defaults().withStop(StopSignal.NEVER), listener)
                .start(new SliceSpace(), plan, sweeps)
                .folder()
                .name();
    }

    private static URI page(String path) {
        return dashboard.address().resolve(path);
    }

    @Test
    void theListLeadsToTheSweeps() {
        browser.open(page("/runs"));
        browser.find("#bar nav a[href='/sweeps']").click();
        browser.until("all sweeps", () -> browser.texts(".board tbody tr").size() >= FINISHED.size());
        browser.find(".board a[href='/sweep/" + FINISHED.get(SearchMethod.GRID) + "']")
                .click();
        browser.until(
                "its candidates", () -> browser.texts(".candidates tbody tr").size() == 3);
        browser.assertClean("the list");
    }

    @Test
    void aSweepShowsItsCandidatesAndWhatMatters() {
        browser.open(page("/sweep/" + FINISHED.get(SearchMethod.RANDOM)));
        browser.until("importance", () -> browser.texts(".importance li b").size() == 4);
        assertThat(browser.texts(".importance li b"))
                .contains("learningRate", "hidden", "batch")
                .endsWith("interactions and noise");
        assertThat(browser.texts(".parallel .axis .name")).containsExactly("learningRate", "hidden", "batch", "score");
        assertThat(browser.texts(".parallel .line")).hasSize(12);
        assertThat(browser.texts(".parallel .best")).hasSize(3);
        assertThat(dashes("pruned")).as("stopped early").isNotEmpty().doesNotContain("none");
        assertThat(dashes("done")).as("trained to the end").isNotEmpty().containsOnly("none");
        assertThat(browser.texts(".uplot")).hasSize(2);
        assertThat(browser.texts(".candidates tbody tr")).hasSize(10);
        browser.find(".candidates + button").click();
        assertThat(browser.texts(".candidates tbody tr")).hasSize(12);
        assertThat(browser.texts(".candidates .state")).contains("finished", "stopped early");

        // The lower half of the score's axis holds some of the candidates, and not the best.
        browser.script("const handle = document.querySelector('.score .handle');"
                + "const box = handle.getBoundingClientRect();"
                + "handle.setPointerCapture = () => {};"
                + "const send = (type, y) => handle.dispatchEvent("
                + "new PointerEvent(type, { pointerId: 1, clientX: box.x + 4, clientY: y, bubbles: true }));"
                + "send('pointerdown', box.bottom); send('pointermove', box.y + box.height / 2);"
                + "send('pointerup', box.y + box.height / 2);");
        int low = browser.texts(".candidates tbody tr").size();
        assertThat(low).isBetween(1, 11);
        assertThat(browser.texts(".parallel .line.out")).hasSize(12 - low);
        assertThat(browser.texts(".parallel .best:not(.out)")).isEmpty();
        browser.assertClean("a sweep");
    }

    @SuppressWarnings("unchecked")
    private static List<String> dashes(String status) {
        return (List<String>) browser.script(
                "return [...document.querySelectorAll(`.parallel .line.${arguments[0]} .seen`)]"
                        + ".map(line => getComputedStyle(line).strokeDasharray)",
                status);
    }

    @ParameterizedTest
    @EnumSource(SearchMethod.class)
    void arbitersPageShowsEveryGenerator(SearchMethod method) {
        String id = FINISHED.get(method);
        int candidates = method == SearchMethod.RANDOM ? 12 : 3;
        browser.open(page("/sweep/" + id));
        browser.find("a[href='/arbiter/" + id + "']").click();
        browser.until(
                "its candidates", () -> browser.texts("#resultsTableBody tr").size() == candidates);
        browser.until("its settings", () -> browser.text("#settingsdiv").contains("learningRate"));
        assertThat(browser.text("#settingsdiv")).containsIgnoringCase(method + "Search");
        browser.until("its summary", () -> browser.text("#statusdiv").contains("Best Score"));
        assertThat(browser.texts("#statusdiv svg")).hasSize(2);
        browser.find("#rTbl-1").click();
        browser.until("a candidate", () -> browser.text("#resultsviewdiv").contains("Number of Parameters"));
        assertThat(browser.text("#bar")).contains("dl4j-lab");
        browser.assertClean("Arbiter's page");
    }

    @Test
    void nobodyIsShutOut() {
        Axe axe = new Axe(browser);
        for (SearchMethod method : SearchMethod.values()) {
            String id = FINISHED.get(method);
            assertThat(axe.violations(page("/sweep/" + id), ".candidates tbody tr"))
                    .as("our page of a %s sweep", method)
                    .isEmpty();
        }
        assertThat(axe.violations(page("/arbiter/" + FINISHED.get(SearchMethod.RANDOM)), "#statusdiv svg"))
                .as("Arbiter's page")
                .isEmpty();
    }

    @Test
    void theyFitAPhoneAndSpeakChinese() {
        browser.open(page("/sweeps"));
        browser.find("button[lang=zh]").click();
        browser.until("the Chinese page", () -> browser.text("main h1").equals("超参数搜索"));
        browser.size(360, 740);
        browser.dark(true);
        String id = FINISHED.get(SearchMethod.RANDOM);
        for (String path : List.of("/sweeps", "/sweep/" + id, "/arbiter/" + id)) {
            browser.open(page(path));
            browser.until("Chinese words", () -> browser.text("body").contains("候选"));
            browser.settle();
            browser.assertFitsTheWindow(path);
            assertThat(browser.script("return getComputedStyle(document.body).backgroundColor"))
                    .isEqualTo("rgb(15, 19, 24)");
        }
        browser.assertClean("a phone");
    }

    @Test
    void aSweepIsFollowedWhileItRuns() throws Exception {
        CompletableFuture<String> begun = new CompletableFuture<>();
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<String> ended = CompletableFuture.supplyAsync(() -> {
            try {
                return sweep(SearchMethod.GENETIC, 4, new Held(begun, go));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        try {
            String id = begun.get(90, TimeUnit.SECONDS);
            browser.open(page("/sweep/" + id));
            browser.until(
                    "a candidate in training",
                    () -> browser.text(".training li").contains("Candidate 1"));
            assertThat(browser.text(".meter-text")).contains("1 / 4");
            assertThat(browser.text(".state")).isEqualTo("running");
            assertThat(browser.texts(".parallel .running")).hasSize(1);
            browser.open(page("/arbiter/" + id));
            browser.until(
                    "a running candidate",
                    () -> browser.text("#resultsTableBody").contains("Running"));
            browser.open(page("/sweep/" + id));
            browser.find(".live");
            go.countDown();
            browser.until(
                    "the end, without loading the page again",
                    () -> browser.text(".state").equals("finished"));
            browser.until(
                    "all candidates",
                    () -> browser.texts(".candidates tbody tr").size() == 4);
            assertThat(browser.texts(".parallel .running")).isEmpty();
            assertThat((Boolean) browser.script("return document.querySelector('.live').hidden"))
                    .isTrue();
            browser.assertClean("a sweep that runs");
        } finally {
            go.countDown();
            ended.get(60, TimeUnit.SECONDS);
        }
    }

    /** Holds the second candidate after its first epoch. */
    private record Held(CompletableFuture<String> begun, CountDownLatch go, String[] id) implements SweepListener {

        Held(CompletableFuture<String> begun, CountDownLatch go) {
            this(begun, go, new String[1]);
        }

        @Override
        public void started(SweepFolder folder, SweepRecord record, Search search) {
            id[0] = folder.name();
            LIVE.started(folder, record, search);
        }

        @Override
        public void candidateStarted(CandidateProposal candidate) {
            LIVE.candidateStarted(candidate);
        }

        @Override
        public void epoch(CandidateProposal candidate, CandidateRecord.Point point) {
            LIVE.epoch(candidate, point);
            if (candidate.index() == 1) {
                begun.complete(id[0]);
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        @Override
        public void candidateEnded(CandidateProposal candidate, CandidateRecord record) {
            LIVE.candidateEnded(candidate, record);
        }

        @Override
        public void searched(List<CandidateRecord> candidates) {
            LIVE.searched(candidates);
        }
    }
}
