package org.dl4jlab.experiments.ask.answer;

import static j2html.TagCreator.code;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.li;
import static j2html.TagCreator.ol;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.span;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.dl4jlab.experiments.ask.content.AnswerPart;
import org.dl4jlab.experiments.ask.content.Block;
import org.dl4jlab.experiments.ask.content.Diagram;
import org.dl4jlab.experiments.ask.judge.Finding;
import org.dl4jlab.experiments.ask.judge.Outcome;
import org.dl4jlab.experiments.ask.plan.VariantGroup;
import org.dl4jlab.reports.page.Numbers;
import org.dl4jlab.reports.page.Page;
import org.dl4jlab.reports.page.Tables;
import org.dl4jlab.reports.page.Tables.Column;
import org.dl4jlab.training.Run;
import org.dl4jlab.ui.server.Language;
import org.dl4jlab.ui.server.LocalizedText;

/** An answer, or several, as one self-contained HTML page in English and Chinese. */
public final class AnswerPage {

    private final Answer answer;
    private final Language language;

    private AnswerPage(Answer answer, Language language) {
        this.answer = answer;
        this.language = language;
    }

    /**
     * @param shown the language that the page begins with; both are in it
     */
    public static String render(Answer answer, Language shown) {
        return Page.renderTogether(
                words(shown),
                new AnswerPage(answer, Language.EN).page().in(Page.Words.ENGLISH),
                new AnswerPage(answer, Language.ZH).page().in(Page.Words.CHINESE));
    }

    /** Several answers below each other, each with its verdict and its first picture. */
    public static String renderAll(List<Answer> answers, Language shown) {
        return Page.renderTogether(
                words(shown),
                overview(answers, Language.EN).in(Page.Words.ENGLISH),
                overview(answers, Language.ZH).in(Page.Words.CHINESE));
    }

    private static Page.Words words(Language language) {
        return language == Language.ZH ? Page.Words.CHINESE : Page.Words.ENGLISH;
    }

    private static Page overview(List<Answer> answers, Language language) {
        Page page = new Page(
                new LocalizedText("The lab's questions, answered by runs", "实验的问题，由运行来回答").in(language),
                "",
                "dl4j-lab");
        List<List<String>> rows = answers.stream()
                .map(a -> List.of(
                        a.title().in(language), a.verdict().outcome().title().in(language)))
                .toList();
        page.add(
                "all",
                new LocalizedText("All answers", "全部答案").in(language),
                List.of(Tables.table(
                        "",
                        List.of(
                                Column.words(new LocalizedText("question", "问题").in(language)),
                                Column.words(AnswerWords.VERDICT.in(language))),
                        rows,
                        List.of())));
        for (Answer answer : answers) {
            AnswerPage one = new AnswerPage(answer, language);
            List<DomContent> content = new ArrayList<>();
            content.add(p(one.say(answer.claim())).withClass("muted"));
            content.addAll(one.verdict());
            for (GroupResult group : answer.groups()) {
                content.add(h3(one.say(group.group().title())));
                content.addAll(one.blocks(GroupBlocks.of(group)));
            }
            answer.judgement().parts().forEach(part -> {
                content.add(h3(one.say(part.heading())));
                content.addAll(one.blocks(part.blocks()));
            });
            page.add(answer.id(), one.say(answer.title()), content);
        }
        return page;
    }

    private Page page() {
        Page page = new Page(say(answer.title()), say(answer.claim()), say(AnswerWords.eyebrow(answer)));
        page.add("answer", say(AnswerWords.VERDICT), verdict());
        int number = 0;
        for (GroupResult group : answer.groups()) {
            page.add("group-" + ++number, say(group.group().title()), blocks(GroupBlocks.of(group)));
        }
        for (AnswerPart part : answer.judgement().parts()) {
            page.add("part-" + ++number, say(part.heading()), blocks(part.blocks()));
        }
        return page.add("compared", say(AnswerWords.COMPARED), compared())
                .add(
                        "limits",
                        say(AnswerWords.LIMITS),
                        List.of(ul(each(answer.judgement().limits(), limit -> li(say(limit))))))
                .add("commands", say(AnswerWords.COMMANDS), commands())
                .add("runs", say(AnswerWords.RUNS), runs());
    }

    private List<DomContent> verdict() {
        List<DomContent> content = new ArrayList<>();
        Outcome outcome = answer.verdict().outcome();
        content.add(p(say(outcome.title())).withClass("outcome " + kind(outcome)));
        content.add(p(say(answer.verdict().sentences())));
        content.add(ol(each(answer.verdict().findings(), this::finding)).withClass("findings"));
        return content;
    }

    private DomContent finding(Finding finding) {
        return li(
                span(say(finding.prediction())).withClass("what"),
                text(" "),
                span(say(finding.outcome().title()) + (language == Language.ZH ? "：" : ": "))
                        .withClass(kind(finding.outcome())),
                text(say(finding.figures()) + (language == Language.ZH ? "。" : ".")));
    }

    private static String kind(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private List<DomContent> blocks(List<Block> blocks) {
        return blocks.stream().map(this::block).toList();
    }

    private DomContent block(Block block) {
        if (block instanceof Block.Text paragraph) {
            return p(say(paragraph.words()));
        }
        if (block instanceof Block.Table table) {
            List<Column> columns = new ArrayList<>();
            for (int i = 0; i < table.columns().size(); i++) {
                String name = say(table.columns().get(i));
                columns.add(i == 0 ? Column.words(name) : Column.number(name));
            }
            return Tables.table(
                    say(table.title()),
                    columns,
                    table.rows().stream()
                            .map(row -> row.stream().map(this::say).toList())
                            .toList(),
                    List.of());
        }
        Block.Picture picture = (Block.Picture) block;
        return figure(
                div(rawHtml(picture.diagram().svg(language, Diagram.Layout.WIDE)))
                        .withClass("wide-only"),
                div(rawHtml(picture.diagram().svg(language, Diagram.Layout.NARROW)))
                        .withClass("narrow-only"),
                figcaption(say(picture.caption())));
    }

    private List<DomContent> compared() {
        List<DomContent> content = new ArrayList<>();
        content.add(p(say(AnswerWords.width(answer))));
        for (GroupResult group : answer.groups()) {
            content.add(h3(say(group.group().title())));
            List<Column> columns = new ArrayList<>();
            columns.add(Column.words(say(AnswerWords.VARIANT)));
            group.choices().different().keySet().forEach(name -> columns.add(Column.number(name)));
            List<List<String>> rows = new ArrayList<>();
            for (int i = 0; i < group.group().variants().size(); i++) {
                int variant = i;
                rows.add(Stream.concat(
                                Stream.of(say(group.group().variants().get(i).title())),
                                group.choices().different().values().stream().map(values -> values.get(variant)))
                        .toList());
            }
            content.add(Tables.table(say(AnswerWords.DIFFERS), columns, rows, List.of()));
            Map<String, DomContent> facts = new LinkedHashMap<>();
            group.choices().equal().forEach((name, value) -> facts.put(name, text(value)));
            content.add(details(summary(say(AnswerWords.EQUAL)), div(Tables.facts(facts))));
        }
        return content;
    }

    private List<DomContent> commands() {
        Map<String, DomContent> facts = new LinkedHashMap<>();
        answer.commands()
                .forEach((variant, command) ->
                        facts.put(variant.isEmpty() ? say(AnswerWords.EVERYTHING) : variant(variant), code(command)));
        return List.of(
                p(say(new LocalizedText(
                        "A finished run is not repeated: the command takes its numbers from the run's folder. With"
                                + " another folder of runs everything is trained again, and on the same machine and thread"
                                + " count gives the same numbers to the last bit, times excepted. A single run is repeated"
                                + " and checked with:",
                        "已完成的运行不会重复：命令直接从运行文件夹取数。换一个运行文件夹就会全部重新训练；在同一台机器、相同线程数下，" + "除用时外每个数字逐位相同。单个运行用下面的命令重跑并核对："))),
                pre(code("dl4j-lab reproduce <run>")).withClass("command"),
                Tables.facts(facts));
    }

    private List<DomContent> runs() {
        Map<String, DomContent> facts = new LinkedHashMap<>();
        facts.put(say(AnswerWords.MADE), text(when()));
        if (!answer.machines().isEmpty()) {
            facts.put(say(AnswerWords.MACHINE), text(String.join("; ", answer.machines())));
        }
        if (!answer.sources().isEmpty()) {
            facts.put(say(AnswerWords.SOURCE), text(String.join("; ", answer.sources())));
        }
        answer.runs()
                .forEach((variant, runs) ->
                        facts.put(variant(variant), span(each(runs, run -> span(code(name(run)), text(" "))))));
        return List.of(Tables.facts(facts));
    }

    /** Its title, with that of its group and its name where other variants have the same one. */
    private String variant(String name) {
        List<VariantGroup> groups = answer.plan().groups();
        LocalizedText title = answer.plan().variants().get(name).title();
        boolean alone = answer.plan().variants().values().stream()
                        .filter(other -> other.title().equals(title))
                        .count()
                == 1;
        if (alone) {
            return say(title);
        }
        VariantGroup group = groups.stream()
                .filter(one -> one.variants().stream().anyMatch(v -> v.name().equals(name)))
                .findFirst()
                .orElseThrow();
        return say(new LocalizedText("%s: %s (%s)", "%s：%s（%s）").with(group.title(), title, name));
    }

    private String when() {
        return language == Language.ZH
                ? answer.made().truncatedTo(ChronoUnit.MINUTES).toString()
                : Numbers.date(answer.made());
    }

    private static String name(Run run) {
        return run.name();
    }

    private String say(LocalizedText text) {
        return text.in(language);
    }
}
