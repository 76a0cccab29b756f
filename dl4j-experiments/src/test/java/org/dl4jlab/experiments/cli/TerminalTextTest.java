package org.dl4jlab.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What strangers wrote does not command the terminal. */
class TerminalTextTest {

    static Stream<Arguments> texts() {
        return Stream.of(
                arguments("a name of Übung 学习\t1", "a name of Übung 学习\t1"),
                arguments("\u001b]0;another title\u0007", "?]0;another title?"),
                arguments("\u001b[2J\u001b[1;1H", "?[2J?[1;1H"),
                arguments("\u001b[8mhidden", "?[8mhidden"),
                arguments("\u009b2J", "?2J"),
                arguments("back\b\b\b", "back???"),
                arguments("cat.png\rdog.png", "cat.png?dog.png"),
                arguments("cat\u202egnp.exe", "cat?gnp.exe"),
                arguments("\u2067a\u2066b\u2069\u2069\u202a\u202c", "?a?b????"),
                arguments("one line\r\nanother", "one line\r\nanother"),
                arguments("\u001b[1mbold\u001b[21m\u001b[0m", "\u001b[1mbold\u001b[21m\u001b[0m"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void controlCharactersAreTakenOut(String text, String shown) {
        StringWriter printed = new StringWriter();
        PrintWriter out = TerminalText.to(new PrintWriter(printed));
        out.println(text);
        out.print(text.toCharArray());
        out.flush();
        assertThat(printed.toString()).isEqualTo(shown + System.lineSeparator() + shown);
    }

    @Test
    void aProgramReadsThemAsTheyAre() throws Exception {
        ObjectNode object = new JsonMapper().createObjectNode().put("file", "cat\u202egnp.exe\u009b\u0007\u2066 学习");
        StringWriter printed = new StringWriter();
        JsonOutput.print(TerminalText.to(new PrintWriter(printed)), object);
        assertThat(printed.toString()).doesNotContainPattern("[\u202e\u009b\u0007\u2066?]");
        assertThat(new JsonMapper().readTree(printed.toString())).isEqualTo(object);
    }

    @Test
    void soTheyAreInMessagesOfTheLog() throws Exception {
        XmlConfiguration configuration = new XmlConfiguration(
                new LoggerContext("test"),
                new ConfigurationSource(LabProgram.class.getResourceAsStream("/log4j2.xml")));
        configuration.initialize();
        for (String console : new String[] {"Out", "Err"}) {
            Object shown = configuration
                    .getAppender(console)
                    .getLayout()
                    .toSerializable(Log4jLogEvent.newBuilder()
                            .setLevel(Level.INFO)
                            .setMessage(new SimpleMessage(
                                    "a\u001b]0;title\u0007 übung\tb\n学习 \u001b[1mc\u009b\r\u202e\u2066"))
                            .build());
            assertThat(shown.toString()).endsWith("a?]0;title? übung\tb\n学习 ?[1mc????" + System.lineSeparator());
        }
    }
}
