package org.dl4jlab.experiments.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.data.fetch.FileCheck;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.models.registry.NearestName;
import org.dl4jlab.reports.page.FolderReport;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.internal.data.FetchProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fetches, verifies and describes data sets without training on them. */
@Command(name = "data", description = "Fetches, verifies and shows data sets.", mixinStandardHelpOptions = true)
final class DataCommand implements Runnable {

    private static final String SETS_HELP = "Names of data sets, such as mnist; all if none is given.";

    /** Characters of at most four bytes, of the 255 bytes that a file's name may have. */
    private static final int LONGEST_NAME = 60;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with the data: fetch, verify or show.");
    }

    @Command(description = "Fetches data sets into the cache.", mixinStandardHelpOptions = true)
    int fetch(
            @Mixin DataOptions options,
            @Parameters(paramLabel = "<data set>", arity = "0..*", description = SETS_HELP) List<String> names)
            throws Exception {
        DataStore store = options.store();
        try (Interruption interruption = Interruption.listen();
                FetchProgress shown = new FetchProgress(Terminal.progress())) {
            for (DataSetSpec set : sets(names)) {
                List<Path> files = interruption.interruptible(() -> store.fetch(set, shown));
                shown.close();
                out().printf(
                                Locale.ROOT,
                                "%s: %d files in %s%n",
                                set.title(),
                                files.size(),
                                files.get(0).getParent());
                out().flush();
            }
        } catch (InterruptedException e) {
            return ExitCode.INTERRUPTED;
        }
        return ExitCode.DONE;
    }

    @Command(description = "Compares every cached file with its checksum.", mixinStandardHelpOptions = true)
    int verify(
            @Mixin DataOptions options,
            @Parameters(paramLabel = "<data set>", arity = "0..*", description = SETS_HELP) List<String> names) {
        boolean allGood = true;
        for (DataSetSpec set : sets(names)) {
            for (FileCheck check : options.store().verify(set)) {
                allGood &= check.good();
                out().printf(
                                Locale.ROOT,
                                "%-8s %s  %s%n",
                                check.state().name().toLowerCase(Locale.ROOT),
                                check.path(),
                                check.detail());
            }
        }
        out().flush();
        return allGood ? ExitCode.DONE : ExitCode.FAILED;
    }

    @Command(
            description =
                    "Describes data sets and says where they are kept. For a folder of pictures, shows what is in it"
                            + " and what is odd about it, and writes one HTML page.",
            mixinStandardHelpOptions = true)
    int show(
            @Mixin DataOptions options,
            @Mixin PictureOptions pictures,
            @Option(
                            names = "--output",
                            paramLabel = "<file>",
                            description =
                                    "The page about a folder. Default: <folder>-pictures.html in the current folder;"
                                            + " a-cats-pictures.html for a/cats.")
                    Path output,
            @Parameters(
                            paramLabel = "<data>",
                            arity = "0..*",
                            description =
                                    "Names of data sets, such as mnist, or folders, archives and manifests of pictures;"
                                            + " all data sets if none is given.")
                    List<String> names)
            throws Exception {
        List<String> given = names == null ? List.of() : names;
        List<String> known = DataSets.all().stream().map(DataSetSpec::id).toList();
        List<String> folders =
                given.stream().filter(name -> !known.contains(name)).toList();
        if (folders.isEmpty()) {
            pictures.refuse("data sets of the catalogue do not need");
        }
        if (output != null && folders.size() != 1) {
            throw new InvalidInputException(
                    "--output names the page about one folder, but got " + folders.size() + ".");
        }
        if (output != null) {
            OutputFolder.check(output);
        }
        if (given.isEmpty() || folders.size() < given.size()) {
            out().printf(Locale.ROOT, "Cache: %s%n", options.store().cache());
            sets(given.stream().filter(known::contains).toList()).forEach(this::print);
        }
        try (Interruption interruption = Interruption.listen();
                FetchProgress shown = new FetchProgress(Terminal.progress())) {
            for (String folder : folders) {
                ImageFolder source = pictures.folder(folder);
                LoadedData data =
                        interruption.interruptible(() -> options.store().load(source, shown));
                shown.close();
                FolderText.print(data.pictures().orElseThrow().survey(), out());
                Path page = output == null ? page(Path.of(""), source.root()) : output.toAbsolutePath();
                out().println("Page: " + FolderReport.write(data, page));
                out().flush();
            }
        } catch (InterruptedException e) {
            return ExitCode.INTERRUPTED;
        }
        out().flush();
        return ExitCode.DONE;
    }

    /**
     * The page about a folder, called after every folder that leads to it, so that folders of one name have pages of their own.
     *
     * @param here where the page lies; folders around it are left out of its name
     */
    static Path page(Path here, Path root) {
        Path start = here.toAbsolutePath().normalize();
        Path whole = root.toAbsolutePath().normalize();
        Path named = whole.startsWith(start) && !whole.equals(start) ? start.relativize(whole) : whole;
        String name = StreamSupport.stream(named.spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("-"))
                .replaceAll("[^\\p{L}\\p{M}\\p{N}._]+", "-")
                .replaceFirst("^-", "")
                .replaceFirst("^.*?(.{1," + LONGEST_NAME + "})$", "$1");
        return start.resolve(name.isEmpty() ? "pictures.html" : name + "-pictures.html");
    }

    private void print(DataSetSpec set) {
        out().printf(
                        Locale.ROOT,
                        "%n%s (%s): %,d training and %,d test images %s, %s%n",
                        set.title(),
                        set.id(),
                        set.train().images(),
                        set.test().images(),
                        set.shape(),
                        set.normalization());
        out().printf(Locale.ROOT, "  classes  %s%n", String.join(", ", set.classNames()));
        set.files()
                .forEach(file ->
                        out().printf(Locale.ROOT, "  %s  %,11d bytes  %s%n", file.sha256(), file.size(), file.name()));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static List<DataSetSpec> sets(List<String> names) {
        if (names == null || names.isEmpty()) {
            return DataSets.all();
        }
        return names.stream().map(DataCommand::set).toList();
    }

    private static DataSetSpec set(String name) {
        List<String> known = DataSets.all().stream().map(DataSetSpec::id).toList();
        if (!known.contains(name)) {
            throw new InvalidInputException(NearestName.explain("data set", name, known));
        }
        return DataSets.byId(name);
    }
}
