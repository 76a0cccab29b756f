package org.dl4jlab.experiments.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a library does not do, whoever uses it: change the process, leave half a file, or speak as a command line. */
class LibraryRulesTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.dl4jlab");

    /** By class, the methods that change something for everybody in the process. */
    private static final Map<String, Set<String>> GLOBAL = Map.of(
            "java.lang.System",
                    Set.of("setProperty", "clearProperty", "setProperties", "setOut", "setErr", "setIn", "exit"),
            "java.lang.Runtime", Set.of("addShutdownHook", "exit", "halt"),
            "java.lang.Thread", Set.of("setDefaultUncaughtExceptionHandler"),
            "java.util.Locale", Set.of("setDefault"),
            "java.util.TimeZone", Set.of("setDefault"),
            "java.util.logging.Logger", Set.of("setLevel", "addHandler", "setUseParentHandlers"),
            "javax.imageio.ImageIO", Set.of("setUseCache", "setCacheDirectory", "scanForPlugins"),
            "org.nd4j.shade.jackson.databind.ObjectMapper", Set.of("addMixIn"),
            "org.nd4j.linalg.factory.Nd4j", Set.of("setDefaultDataTypes", "setDataType"));

    /** Each says in its own words why it must, and who calls it. */
    private static final Set<String> ALLOWED = Set.of(
            // Called by a program's main.
            "org.dl4jlab.ui.server.VertxProperties",
            // A machine without any font; it puts the property back at once.
            "org.dl4jlab.reports.picture.Typeface");

    /** By class, the methods that fill a file under the name that it is given. */
    private static final Map<String, Set<String>> WRITING = Map.of(
            "java.nio.file.Files", Set.of("newBufferedWriter", "newOutputStream", "write", "writeString", "copy"),
            "java.io.FileOutputStream", Set.of("<init>"),
            "java.io.FileWriter", Set.of("<init>"),
            "java.io.RandomAccessFile", Set.of("<init>"));

    /** Who writes without {@code AtomicFile}, by simple name, and why a file is whole or absent all the same. */
    private static final Map<String, String> WRITERS = Map.of(
            "CappedOutput", "a download under its temporary name, which is checked and then moved",
            "Archive", "pictures unpacked into a folder of this process alone",
            "PackedFolder", "a folder of a cluster's job, unpacked under a temporary name and then moved",
            "Typeface", "a font in a temporary folder of this process alone",
            "LogFile", "a log: lines are added at its end while a run trains",
            "ProgressFile", "lines are added at its end while a run trains",
            "CheckpointFile", "given its temporary name by CheckpointFolder");

    /** Options of other programs, which are called with them, and names of CSS. */
    private static final Set<String> OTHERS_OPTIONS = Set.of(
            "NpmDelivery.java", "DebianDelivery.java", "SourceCommit.java", "ErrorsSection.java", "LocalCluster.java");

    private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern OPTION = Pattern.compile("(^|[ (`'])--[a-z]");

    @Test
    void librariesChangeNothingForTheWholeProcess() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.dl4jlab.experiments..",
                        // What NativeRuntime sets, which a program's main asks for.
                        "org.dl4jlab.engine.internal.runtime..")
                .and(new DescribedPredicate<JavaClass>("are not among " + ALLOWED) {
                    @Override
                    public boolean test(JavaClass type) {
                        return !ALLOWED.contains(type.getName());
                    }
                })
                .should()
                .accessTargetWhere(new DescribedPredicate<JavaAccess<?>>("changes something for the whole process") {
                    @Override
                    public boolean test(JavaAccess<?> access) {
                        AccessTarget target = access.getTarget();
                        return GLOBAL.getOrDefault(target.getOwner().getName(), Set.of())
                                .contains(target.getName());
                    }
                })
                .check(CLASSES);
    }

    @Test
    void aRecordIsMadeWithoutProcessesAndWithoutNativeLibraries() {
        noClasses()
                .that()
                .resideInAPackage("org.dl4jlab.training..")
                .and()
                .doNotHaveSimpleName("SourceCommit")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(ProcessBuilder.class.getName())
                .check(CLASSES);
        noClasses()
                .that()
                .haveSimpleName("RunRecord")
                .or()
                .haveSimpleName("SweepRecord")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.nd4j..", "org.bytedeco..", "org.dl4jlab.engine.internal..")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleName("SourceCommit")
                .check(CLASSES);
    }

    @Test
    void aFileIsWholeOrAbsent() {
        Set<String> direct = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            JavaClass outermost = type;
            while (outermost.getEnclosingClass().isPresent()) {
                outermost = outermost.getEnclosingClass().get();
            }
            boolean writes = type.getAccessesFromSelf().stream()
                    .map(JavaAccess::getTarget)
                    .anyMatch(target -> WRITING.getOrDefault(target.getOwner().getName(), Set.of())
                            .contains(target.getName()));
            boolean atomic = outermost.getSimpleName().equals("AtomicFile")
                    || type.getDirectDependenciesFromSelf().stream()
                            .anyMatch(d -> d.getTargetClass().getSimpleName().equals("AtomicFile"));
            if (writes && !atomic) {
                direct.add(outermost.getSimpleName());
            }
        }
        assertThat(direct)
                .as("write under the final name; use AtomicFile, or say here why not")
                .isEqualTo(WRITERS.keySet());
    }

    @Test
    void librariesDoNotSpeakOfOptions() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path file : SourceTree.mainFiles()) {
            if (isProgram(file) || OTHERS_OPTIONS.contains(file.getFileName().toString())) {
                continue;
            }
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                Matcher text = STRING.matcher(lines.get(i));
                while (!lines.get(i).strip().startsWith("*") && text.find()) {
                    if (OPTION.matcher(text.group(1)).find()) {
                        found.add(file.getFileName() + ":" + (i + 1) + " " + text.group());
                    }
                }
            }
        }
        assertThat(found)
                .as("options of a command line in the texts of libraries")
                .isEmpty();
    }

    @Test
    void theSearchForOptionsFindsThem() {
        assertThat(List.of("--set x", "run it with --seeds", "(--first-rung)"))
                .allMatch(text -> OPTION.matcher(text).find());
        assertThat(List.of("a -- b", "mean--sd", "<!--", "--"))
                .noneMatch(text -> OPTION.matcher(text).find());
    }

    private static boolean isProgram(Path file) {
        return file.toString().contains("dl4j-experiments") || file.toString().contains("dl4j-bench");
    }
}
