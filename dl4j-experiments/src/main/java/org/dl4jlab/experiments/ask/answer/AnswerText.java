package org.dl4jlab.experiments.ask.answer;

import java.util.List;
import org.dl4jlab.experiments.ask.content.AnswerPart;
import org.dl4jlab.experiments.ask.content.Block;
import org.dl4jlab.experiments.ask.judge.Finding;
import org.dl4jlab.ui.server.Language;
import org.dl4jlab.ui.server.LocalizedText;

/** An answer for a terminal. */
public final class AnswerText {

    /** Letters in a line. */
    private static final int WIDTH = 110;

    private static final String NEW_LINE = System.lineSeparator();

    private final Language language;
    private final StringBuilder text = new StringBuilder();

    private AnswerText(Language language) {
        this.language = language;
    }

    public static String of(Answer answer, Language language) {
        AnswerText text = new AnswerText(language);
        text.write(answer);
        return text.text.toString();
    }

    /** The measured numbers of single variants, without a verdict. */
    public static String of(Block.Table table, Language language) {
        AnswerText text = new AnswerText(language);
        text.table(table);
        return text.text.toString();
    }

    private void write(Answer answer) {
        line(say(answer.title()));
        paragraph(say(AnswerWords.CLAIM) + colon() + say(answer.claim()), "");
        line("");
        line(say(answer.verdict().outcome().title()).toUpperCase(java.util.Locale.ROOT));
        paragraph(say(answer.verdict().sentences()), "");
        int number = 0;
        for (Finding finding : answer.verdict().findings()) {
            paragraph(
                    ++number + ". " + say(finding.prediction()) + " "
                            + say(finding.outcome().title()) + colon() + say(finding.figures())
                            + (language == Language.ZH ? "。" : "."),
                    "   ");
        }
        for (GroupResult group : answer.groups()) {
            line("");
            line("== " + say(group.group().title()));
            table(GroupBlocks.results(group));
            table(GroupBlocks.differences(group));
        }
        for (AnswerPart part : answer.judgement().parts()) {
            line("");
            line("== " + say(part.heading()));
            part.blocks().forEach(this::block);
        }
        line("");
        line("== " + say(AnswerWords.COMPARED));
        paragraph(say(AnswerWords.width(answer)), "");
        for (GroupResult group : answer.groups()) {
            paragraph(
                    say(group.group().title())
                            + colon()
                            + say(AnswerWords.DIFFERS)
                            + colon()
                            + String.join(", ", group.choices().different().keySet()),
                    "");
        }
        line("");
        line("== " + say(AnswerWords.LIMITS));
        answer.judgement().limits().forEach(limit -> paragraph("- " + say(limit), "  "));
        line("");
        line("== " + say(AnswerWords.COMMANDS));
        answer.commands().values().forEach(command -> line("  " + command));
    }

    private void block(Block block) {
        if (block instanceof Block.Text paragraph) {
            paragraph(say(paragraph.words()), "");
        } else if (block instanceof Block.Table table) {
            table(table);
        } else if (block instanceof Block.Picture picture) {
            paragraph("[" + say(picture.diagram().description()) + "]", "");
        }
    }

    private void table(Block.Table table) {
        line(say(table.title()));
        List<List<String>> rows = new java.util.ArrayList<>();
        rows.add(table.columns().stream().map(this::say).toList());
        table.rows().forEach(row -> rows.add(row.stream().map(this::say).toList()));
        int columns = table.columns().size();
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int c = 0; c < columns; c++) {
                widths[c] = Math.max(widths[c], cells(row.get(c)));
            }
        });
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                String space = " ".repeat(widths[c] - cells(row.get(c)));
                line.append("  ").append(c == 0 ? row.get(c) + space : space + row.get(c));
            }
            line(line.toString().stripTrailing());
        }
    }

    /** Wraps at spaces, or, where a language has none, anywhere. */
    private void paragraph(String words, String indent) {
        StringBuilder line = new StringBuilder();
        int filled = 0;
        for (String word : words.split("(?<= )|(?<=[\\u3000-\\u9fff\\uff00-\\uffef])")) {
            if (filled + cells(word.stripTrailing()) > WIDTH && filled > indent.length()) {
                line(line.toString().stripTrailing());
                line = new StringBuilder(indent);
                filled = indent.length();
            }
            line.append(word);
            filled += cells(word);
        }
        line(line.toString().stripTrailing());
    }

    /** Columns of a terminal: a Chinese character takes two. */
    private static int cells(String text) {
        return text.codePoints().map(c -> c >= 0x2E80 && c <= 0xFFEF ? 2 : 1).sum();
    }

    private void line(String words) {
        text.append(words).append(NEW_LINE);
    }

    private String colon() {
        return language == Language.ZH ? "：" : ": ";
    }

    private String say(LocalizedText words) {
        return words.in(language);
    }
}
