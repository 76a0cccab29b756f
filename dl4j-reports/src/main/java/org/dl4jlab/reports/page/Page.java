package org.dl4jlab.reports.page;

import static j2html.TagCreator.a;
import static j2html.TagCreator.body;
import static j2html.TagCreator.each;
import static j2html.TagCreator.footer;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.head;
import static j2html.TagCreator.header;
import static j2html.TagCreator.html;
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
import java.util.List;
import java.util.regex.Pattern;

/**
 * The frame of every report: one HTML file with its style inside, no script, and a content policy that forbids the
 * browser to load anything from anywhere.
 */
public final class Page {

    private static final String STYLE = resource("report.css");

    /** What HTML or UTF-8 cannot carry, such as half of a surrogate pair; a name or message may hold it all the same. */
    private static final Pattern UNWRITABLE = Pattern.compile("[\\p{Cc}&&[^\\n\\r\\t]]|\\p{Cs}|[\\uFFFE\\uFFFF]");

    private final String title;
    private final String lead;
    private final String eyebrow;
    private final List<DomContent> notices = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();

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
        String document = "<!DOCTYPE html>\n"
                + html(
                                head(
                                        meta().withCharset("utf-8"),
                                        meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                                        meta().attr("http-equiv", "Content-Security-Policy")
                                                .withContent(
                                                        "default-src 'none'; style-src 'unsafe-inline'; img-src data:"),
                                        meta().withName("color-scheme").withContent("light dark"),
                                        title(title),
                                        style(rawHtml(STYLE))),
                                body(
                                        header(
                                                p(eyebrow).withClass("eyebrow"),
                                                h1(title),
                                                lead.isEmpty() ? null : p(lead).withClass("lead")),
                                        navigation(),
                                        main().with(notices).with(each(sections, Page::render)),
                                        footer(p("Made by dl4j-lab from the run folder alone."))))
                        .withLang("en")
                        .render();
        return UNWRITABLE.matcher(document).replaceAll("\uFFFD");
    }

    private DomContent navigation() {
        return nav(ul(each(sections, s -> li(a(s.heading).withHref("#" + s.id)))))
                .attr("aria-label", "Sections");
    }

    private static DomContent render(Section section) {
        String heading = section.id + "-heading";
        return section(h2(section.heading).withId(heading))
                .with(section.content)
                .withId(section.id)
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
