package org.dl4jlab.reports.page;

import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.img;
import static j2html.TagCreator.tag;

import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dl4jlab.reports.picture.Figure;
import org.dl4jlab.reports.picture.LineChart;
import org.dl4jlab.reports.picture.PictureException;
import org.dl4jlab.reports.picture.PngImage;
import org.dl4jlab.reports.picture.RunPictures;
import org.dl4jlab.reports.picture.Theme;

/** Pictures inside the page: the reader's browser picks the light or dark one, and for charts the wide or narrow one. */
final class Figures {

    private static final String DARK = "(prefers-color-scheme: dark)";
    private static final String NARROW = "(max-width: 640px)";

    private final List<String> notes;

    /** @param notes takes a sentence for each picture that cannot be shown */
    Figures(List<String> notes) {
        this.notes = notes;
    }

    /** A picture that the run left in its folder; empty if it left none, or it is damaged, which is noted. */
    Optional<DomContent> stored(RunPictures pictures, String name, String caption) {
        try {
            Optional<PngImage> light = pictures.read(name, Theme.LIGHT);
            if (light.isEmpty()) {
                return Optional.empty();
            }
            ContainerTag<?> picture = tag("picture");
            pictures.read(name, Theme.DARK).ifPresent(dark -> picture.with(source(dark, DARK)));
            return Optional.of(figureOf(picture, light.get(), caption));
        } catch (IOException e) {
            notes.add("Left out: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** A chart drawn now, at both widths and in both themes; empty if this machine cannot draw, which is noted. */
    Optional<DomContent> chart(LineChart chart, String caption) {
        try {
            Map<Theme, PngImage> narrow = PngImage.inAllThemes(chart.at(LineChart.Size.NARROW));
            Map<Theme, PngImage> wide = PngImage.inAllThemes(chart);
            ContainerTag<?> picture = tag("picture")
                    .with(source(narrow.get(Theme.DARK), NARROW + " and " + DARK))
                    .with(source(narrow.get(Theme.LIGHT), NARROW))
                    .with(source(wide.get(Theme.DARK), DARK));
            return Optional.of(figureOf(picture, wide.get(Theme.LIGHT), caption));
        } catch (PictureException e) {
            notes.add("Left out a chart: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Any other picture drawn now, in both themes. */
    Optional<DomContent> drawn(Figure drawing, String caption) {
        try {
            Map<Theme, PngImage> drawn = PngImage.inAllThemes(drawing);
            ContainerTag<?> picture = tag("picture").with(source(drawn.get(Theme.DARK), DARK));
            return Optional.of(figureOf(picture, drawn.get(Theme.LIGHT), caption));
        } catch (PictureException e) {
            notes.add("Left out a picture: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static DomContent figureOf(ContainerTag<?> picture, PngImage png, String caption) {
        picture.with(img().withSrc(uri(png))
                .withAlt(png.description())
                .withWidth(String.valueOf(png.width() / 2))
                .withHeight(String.valueOf(png.height() / 2)));
        return caption.isEmpty() ? figure(picture) : figure(picture, figcaption(caption));
    }

    private static DomContent source(PngImage png, String media) {
        return j2html.TagCreator.source()
                .withMedia(media)
                .withSrcset(uri(png))
                .attr("width", png.width() / 2)
                .attr("height", png.height() / 2);
    }

    private static String uri(PngImage png) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.bytes());
    }
}
