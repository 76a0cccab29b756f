package org.dl4jlab.experiments.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.time.format.DateTimeFormatter;
import java.util.Formatter;
import org.junit.jupiter.api.Test;

/**
 * Numbers and words in files, file names and texts do not depend on where the user lives: with the digits of Arabic or Bengali a
 * file would be written under a name that nobody looks for.
 */
class LocaleTest {

    @Test
    void whateverIsFormattedSaysInWhichLocale() {
        noClasses()
                .should()
                .callMethod(String.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(String.class, "formatted", Object[].class)
                .orShould()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .orShould()
                .callMethod(PrintStream.class, "printf", String.class, Object[].class)
                .orShould()
                .callMethod(PrintStream.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(PrintWriter.class, "printf", String.class, Object[].class)
                .orShould()
                .callMethod(PrintWriter.class, "format", String.class, Object[].class)
                .orShould()
                .callConstructor(Formatter.class)
                .orShould()
                .callConstructor(DecimalFormat.class, String.class)
                .orShould()
                .callConstructor(SimpleDateFormat.class, String.class)
                .orShould()
                .callMethod(NumberFormat.class, "getInstance")
                .orShould()
                .callMethod(NumberFormat.class, "getPercentInstance")
                .orShould()
                .callMethod(NumberFormat.class, "getIntegerInstance")
                .orShould()
                .callMethod(DateTimeFormatter.class, "ofPattern", String.class)
                .check(ArchitectureTest.CLASSES);
    }
}
