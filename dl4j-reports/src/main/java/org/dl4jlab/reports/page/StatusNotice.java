package org.dl4jlab.reports.page;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import java.util.List;
import java.util.Optional;
import org.dl4jlab.training.internal.run.RecordedRun;

/** What a reader must know before the numbers: that a run did not finish, or that a file could not be used. */
final class StatusNotice {

    private StatusNotice() {}

    /** Empty if the run is done. */
    static Optional<DomContent> of(RecordedRun run) {
        String reason = run.message().map(why -> " Reason: " + why + ".").orElse("");
        return switch (run.status()) {
            case DONE -> Optional.empty();
            case RUNNING ->
                Optional.of(
                        notice("This run has not finished.", "The report shows what it had written when it was made."));
            case INTERRUPTED ->
                Optional.of(notice(
                        "This run was interrupted.",
                        "The report shows what it had reached by then."
                                + (run.killed() ? " Its process ended without finishing it." : reason)));
            case FAILED ->
                Optional.of(notice("This run failed.", "The report shows what it had written by then." + reason));
        };
    }

    static Optional<DomContent> ofNotes(List<String> notes) {
        return notes.isEmpty()
                ? Optional.empty()
                : Optional.of(div(p(strong("Not everything could be shown.")), ul(each(notes, n -> li(n))))
                        .withClass("notice"));
    }

    private static DomContent notice(String what, String then) {
        return div(p(strong(what), span(" " + then))).withClass("notice").attr("role", "status");
    }

    /** Of a run of a cross-validation: what its test images are. */
    static Optional<DomContent> ofFold(RecordedRun run) {
        return run.count("folds") == 0
                ? Optional.empty()
                : Optional.of(notice(
                        "Fold " + run.count("fold") + " of " + run.count("folds") + " of a cross-validation.",
                        "The test images of this page are training images that this run left out."));
    }
}
