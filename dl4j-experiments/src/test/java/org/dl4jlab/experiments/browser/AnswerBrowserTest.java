package org.dl4jlab.experiments.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.experiments.ask.Asking;
import org.dl4jlab.experiments.ask.Question;
import org.dl4jlab.experiments.ask.TinyQuestion;
import org.dl4jlab.experiments.ask.answer.Answer;
import org.dl4jlab.experiments.ask.answer.AnswerFiles;
import org.dl4jlab.experiments.ask.measure.Evidence;
import org.dl4jlab.experiments.ask.plan.QuestionPlan;
import org.dl4jlab.experiments.ask.plan.Width;
import org.dl4jlab.experiments.dashboard.AnswerFolder;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.Seed;
import org.dl4jlab.ui.Dashboard;
import org.dl4jlab.ui.DashboardOptions;
import org.dl4jlab.ui.answers.AnswerPages;
import org.dl4jlab.ui.server.Language;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers on the dashboard and as files, in a real browser. */
class AnswerBrowserTest {

    private static final List<Seed> SEEDS = Seed.range(1, 2);

    @TempDir
    static Path runs;

    private static Chromium browser;
    private static Dashboard dashboard;
    private static Path file;

    @BeforeAll
    static void start() throws IOException {
        browser = Chromium.start();
        dashboard =
                Dashboard.start(DashboardOptions.defaults().withSection(AnswerPages.section(new AnswerFolder(runs))));
        Question question = new TinyQuestion();
        QuestionPlan plan = question.plan(Width.QUICK);
        Evidence evidence = new Asking(Lab.in(runs), DataStore.standard())
                .gather(question, Width.QUICK, plan, List.copyOf(plan.variants().values()), SEEDS)
                .orElseThrow();
        file = AnswerFiles.beside(runs).write(Answer.of(question, evidence, SEEDS), Language.EN);
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

    @SuppressWarnings("unchecked")
    private static List<String> visibleHeadings() {
        return (List<String>) browser.script("return [...document.querySelectorAll('h1')]"
                + ".filter(heading => heading.offsetParent !== null).map(heading => heading.textContent)");
    }

    @Test
    void theListLeadsToTheAnswerInTheViewersLanguage() {
        browser.open(page("/answers"));
        browser.until("the card", () -> browser.texts("article h2").contains("Do more epochs help?"));
        browser.settle();
        browser.assertClean("/answers");
        browser.find("button[lang=zh]").click();
        browser.until("the card in Chinese", () -> browser.texts("article h2").contains("多训练几轮有帮助吗？"));
        browser.find("article h2 a").click();
        browser.until("the answer", () -> visibleHeadings().contains("多训练几轮有帮助吗？"));
        browser.settle();
        browser.assertClean("the answer");
    }

    @Test
    void thePageSwitchesLanguagesWithoutAScript() {
        browser.open(file.toUri());
        assertThat(visibleHeadings()).containsExactly("Do more epochs help?");
        browser.find("label[for=language-zh]").click();
        assertThat(visibleHeadings()).containsExactly("多训练几轮有帮助吗？");
        browser.find("label[for=language-en]").click();
        assertThat(visibleHeadings()).containsExactly("Do more epochs help?");
    }

    @Test
    void noPageOfAPhoneScrollsSideways() {
        browser.size(360, 740);
        for (Object address : List.of(page("/answers"), page("/answer/tiny-quick"), file.toUri())) {
            browser.open(address);
            browser.find("h1");
            browser.settle();
            browser.assertFitsTheWindow(address);
        }
    }

    @Test
    void noPageHasAViolation() {
        assertThat(new Axe(browser).violations(page("/answers"), "article h2")).isEmpty();
        // The dashboard sends this very file, but forbids it the scripts that axe needs.
        assertThat(new Axe(browser).violations(file.toUri(), "h1")).isEmpty();
    }
}
