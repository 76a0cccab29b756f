package org.dl4jlab.experiments.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.reports.RunReports;
import org.dl4jlab.reports.page.FolderReport;
import org.dl4jlab.sweeps.SweepListener;
import org.dl4jlab.sweeps.search.SearchMethod;
import org.dl4jlab.sweeps.testing.SliceSpace;
import org.dl4jlab.sweeps.testing.Sweeps;
import org.dl4jlab.training.DataSource;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.testing.MadePictures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages that are files: of a run, of a sweep, and about a folder of pictures. */
class ReportBrowserTest {

    @TempDir
    static Path folder;

    private static Chromium browser;
    private static List<Path> pages;

    @BeforeAll
    static void write() throws IOException {
        browser = Chromium.start();
        Path pictures = MadePictures.folder(folder.resolve("pictures"), MadePictures.SHAPES, 12, 1);
        Files.writeString(pictures.resolve("bars").resolve("broken.png"), "no picture");
        DataStore store = DataStore.open(folder.resolve("cache"));
        ImageFolder source = ImageFolder.of(pictures, new ImageShape(3, 32, 32));
        Run run = Lab.in(
                        folder.resolve("runs"),
                        LabOptions.defaults().withDataStore(store).withListener(new RunReports()))
                .train(
                        Experiment.named("shapes")
                                .data(DataSource.of(source))
                                .network(Networks.CIFAR_NET)
                                .settings(TrainingSettings.of(2, 8).withValidationFraction(0.2)),
                        Seed.of(1));
        Path sweep = Sweeps.runner(SweepListener.NONE)
                .start(new SliceSpace(), Sweeps.plan(SearchMethod.RANDOM, 3, 1, true), folder.resolve("sweeps"))
                .folder()
                .path();
        pages = List.of(
                run.path().resolve("report.html"),
                sweep.resolve("report.html"),
                FolderReport.write(store.load(source), folder.resolve("pictures.html")));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void noPageHasAViolation() {
        for (Path page : pages) {
            assertThat(new Axe(browser).violations(page.toUri(), "h1"))
                    .as(page.toString())
                    .isEmpty();
        }
    }

    @Test
    void noPageOfAPhoneScrollsSideways() {
        browser.size(360, 740);
        for (Path page : pages) {
            browser.open(page.toUri());
            browser.find("h1");
            browser.settle();
            browser.assertFitsTheWindow(page);
        }
        browser.forget();
    }
}
