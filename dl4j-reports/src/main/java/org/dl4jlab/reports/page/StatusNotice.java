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
import org.dl4jlab.training.internal.run.RunRecord;

/** What a reader must know before the numbers: that a run did not finish, or that a file could not be used. */
final class StatusNotice {

    private StatusNotice() {}

    /** Empty if the run is done. */
    static Optional<DomContent> of(RunRecord record) {
        String reason = record.message() == null ? "" : " Reason: " + record.message() + ".";
        return switch (record.status()) {
            case DONE -> Optional.empty();
            case RUNNING ->
                Optional.of(notice(
                        "This run has not finished.",
                        "It is still going on, or its process was killed. The report shows what it had written."));
            case INTERRUPTED ->
                Optional.of(
                        notice("This run was interrupted.", "The report shows what it had reached by then." + reason));
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
    static Optional<DomContent> ofFold(RunRecord record) {
        Object folds = record.settings() == null ? null : record.settings().get("folds");
        if (!(folds instanceof Number number) || number.intValue() == 0) {
            return Optional.empty();
        }
        return Optional.of(notice(
                "Fold " + record.settings().get("fold") + " of " + folds + " of a cross-validation.",
                "The test images of this page are training images that this run left out."));
    }
}
