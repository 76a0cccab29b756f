package org.dl4jlab.reports.page;

import static j2html.TagCreator.a;
import static j2html.TagCreator.body;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.footer;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.head;
import static j2html.TagCreator.header;
import static j2html.TagCreator.html;
import static j2html.TagCreator.input;
import static j2html.TagCreator.label;
import static j2html.TagCreator.li;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.section;
import static j2html.TagCreator.style;
import static j2html.TagCreator.title;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The frame of every report: one HTML file with its style inside, no script, and a content policy that forbids the
 * browser to load anything from anywhere.
 */
public final class Page {

    private static final String STYLE = resource("report.css");

    /**
     * What HTML or UTF-8 cannot carry, such as half of a surrogate pair, and what changes the order in which a line is shown; a
     * name or message may hold it all the same.
     */
    private static final Pattern UNWRITABLE =
            Pattern.compile("[\\p{Cc}&&[^\\n\\r\\t]]|\\p{Cs}|[\\uFFFE\\uFFFF\\u202A-\\u202E\\u2066-\\u2069]");

    /** On the switch of the language that is shown. */
    private static final Pattern CHECKED = Pattern.compile("(?<=id=\"language-[a-z]{2}\" class=\"language\") checked");

    private final String title;
    private final String lead;
    private final String eyebrow;
    private final List<DomContent> notices = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();
    private Words words = Words.ENGLISH;

    /** The words of the frame, and the language of all others. */
    public enum Words {
        ENGLISH("en", "English", "Sections", "Made by dl4j-lab from the run folder alone."),
        CHINESE("zh", "中文", "目录", "由 dl4j-lab 仅根据运行文件夹生成。");

        private final String code;
        private final String name;
        private final String sections;
        private final String origin;

        Words(String code, String name, String sections, String origin) {
            this.code = code;
            this.name = name;
            this.sections = sections;
            this.origin = origin;
        }
    }

    /**
     * @param title heading
     * @param lead the question that the page answers; may be empty
     * @param eyebrow small line above the heading
     */
    public Page(String title, String lead, String eyebrow) {
        this.title = title;
        this.lead = lead;
        this.eyebrow = eyebrow;
    }

    /**
     * A part of the page with a heading.
     *
     * @param id fragment of its address
     */
    private record Section(String id, String heading, List<? extends DomContent> content) {}

    /** In another language than English. */
    public Page in(Words language) {
        words = language;
        return this;
    }

    /** A box above the first section that the reader must not miss. */
    public Page notice(DomContent content) {
        notices.add(content);
        return this;
    }

    /** A section is left out if it has no content. */
    public Page add(String id, String heading, List<? extends DomContent> content) {
        if (!content.isEmpty()) {
            sections.add(new Section(id, heading, content));
        }
        return this;
    }

    /** The whole document. */
    public String render() {
        return document(this, body(content("").toArray(DomContent[]::new)));
    }

    /**
     * One document that says the same in several languages, of which its reader sees one.
     *
     * @param shown the language to begin with
     * @param editions a page for each language
     */
    public static String renderTogether(Words shown, Page... editions) {
        Stream<DomContent> switches = Arrays.stream(editions)
                .flatMap(page -> Stream.of(
                        input().withType("radio")
                                .withName("language")
                                .withId("language-" + page.words.code)
                                .withClass("language")
                                .withCondChecked(page.words == shown),
                        label(page.words.name)
                                .attr("for", "language-" + page.words.code)
                                .withLang(page.words.code)));
        Stream<DomContent> texts = Arrays.stream(editions)
                .map(page -> div().with(page.content(page.words.code + "-"))
                        .withClass("edition")
                        .withLang(page.words.code));
        Page first = Arrays.stream(editions)
                .filter(page -> page.words == shown)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no edition is in " + shown));
        DomContent languages = nav().with(switches).withClass("languages").attr("aria-label", "Language / 语言");
        return document(first, body(Stream.concat(Stream.of(languages), texts).toArray(DomContent[]::new)));
    }

    /** A document of {@link #renderTogether} that begins with another of its languages. */
    public static String showing(String document, Words shown) {
        return CHECKED.matcher(document)
                .replaceAll("")
                .replaceFirst(
                        "id=\"language-" + shown.code + "\" class=\"language\"",
                        "id=\"language-" + shown.code + "\" class=\"language\" checked");
    }

    private static String document(Page page, DomContent body) {
        String document = "<!DOCTYPE html>\n"
                + html(
                                head(
                                        meta().withCharset("utf-8"),
                                        meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                                        meta().attr("http-equiv", "Content-Security-Policy")
                                                .withContent(
                                                        "default-src 'none'; style-src 'unsafe-inline'; img-src data:"),
                                        meta().withName("color-scheme").withContent("light dark"),
                                        title(page.title),
                                        style(rawHtml(STYLE))),
                                body)
                        .withLang(page.words.code)
                        .render();
        return UNWRITABLE.matcher(document).replaceAll("\uFFFD");
    }

    /** @param prefix of all addresses inside of the page */
    private List<DomContent> content(String prefix) {
        return List.of(
                header(p(eyebrow).withClass("eyebrow"), h1(title), lead.isEmpty() ? null : p(lead).withClass("lead")),
                navigation(prefix),
                main().with(notices).with(each(sections, section -> render(section, prefix))),
                footer(p(words.origin)));
    }

    private DomContent navigation(String prefix) {
        return nav(ul(each(sections, s -> li(a(s.heading).withHref("#" + prefix + s.id)))))
                .attr("aria-label", words.sections);
    }

    private static DomContent render(Section section, String prefix) {
        String heading = prefix + section.id + "-heading";
        return section(h2(section.heading).withId(heading))
                .with(section.content)
                .withId(prefix + section.id)
                .attr("aria-labelledby", heading);
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing beside " + Page.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
