package org.dl4jlab.experiments.ask.answer;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jlab.experiments.ask.Question;
import org.dl4jlab.experiments.ask.judge.Judgement;
import org.dl4jlab.experiments.ask.judge.Verdict;
import org.dl4jlab.experiments.ask.measure.Evidence;
import org.dl4jlab.experiments.ask.plan.QuestionPlan;
import org.dl4jlab.experiments.ask.plan.Variant;
import org.dl4jlab.experiments.ask.plan.VariantGroup;
import org.dl4jlab.experiments.ask.plan.Width;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.ui.server.LocalizedText;

/**
 * A question with what runs say to it.
 *
 * @param question its name
 * @param title as a student would ask it
 * @param claim what the lab says
 * @param width how much was spent
 * @param plan what was trained
 * @param seeds that each variant was trained with
 * @param verdict what came of the claim
 * @param groups results of the variants
 * @param judgement with what else is shown, and what the answer does not show
 * @param commands that give the numbers again: all of them first, then those of each variant
 * @param runs by the name of their variant
 * @param machines that the runs were made on
 * @param sources states of the source code that the runs were made with
 * @param made when
 */
public record Answer(
        String question,
        LocalizedText title,
        LocalizedText claim,
        Width width,
        QuestionPlan plan,
        List<Seed> seeds,
        Verdict verdict,
        List<GroupResult> groups,
        Judgement judgement,
        Map<String, String> commands,
        Map<String, List<Run>> runs,
        Set<String> machines,
        Set<String> sources,
        Instant made) {

    /** The program that the commands name. */
    private static final String PROGRAM = "dl4j-lab";

    /**
     * Judges the evidence.
     *
     * @param evidence all runs of the plan
     * @param seeds that they were trained with
     * @throws IOException if a run cannot be read
     */
    public static Answer of(Question question, Evidence evidence, List<Seed> seeds) throws IOException {
        QuestionPlan plan = evidence.plan();
        List<GroupResult> groups = new ArrayList<>();
        for (VariantGroup group : plan.groups()) {
            groups.add(GroupResult.of(group, evidence));
        }
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        Set<String> machines = new LinkedHashSet<>();
        Set<String> sources = new LinkedHashSet<>();
        for (String variant : plan.variants().keySet()) {
            runs.put(variant, evidence.all(variant));
            for (Run run : evidence.all(variant)) {
                note(RecordedRun.of(run), machines, sources);
            }
        }
        Judgement judgement = question.judge(evidence);
        return new Answer(
                question.name(),
                question.title(),
                question.claim(),
                evidence.width(),
                plan,
                List.copyOf(seeds),
                judgement.verdict(),
                groups,
                judgement,
                commands(question, evidence.width(), plan, seeds),
                runs,
                machines,
                sources,
                Instant.now());
    }

    private static void note(RecordedRun run, Set<String> machines, Set<String> sources) {
        run.machine().ifPresent(machine -> machines.add(machine.cpu() + ", " + machine.cores() + " cores"));
        run.source()
                .filter(source -> source.commit() != null)
                .ifPresent(source -> sources.add(source.commit() + (source.modified() ? " (changed)" : "")));
    }

    private static Map<String, String> commands(Question question, Width width, QuestionPlan plan, List<Seed> seeds) {
        String all = PROGRAM + " ask " + question.name() + (width == Width.QUICK ? " --quick" : "")
                + (seeds.size() == plan.seeds() ? "" : " --seeds " + seeds.size());
        Map<String, String> commands = new LinkedHashMap<>();
        commands.put("", all);
        for (Variant variant : plan.variants().values()) {
            commands.put(variant.name(), all + " --only " + variant.name());
        }
        return commands;
    }

    /** Name of the answer's files; the quick and the full answer have files of their own. */
    public String id() {
        return id(question, width);
    }

    /** The name that the files of an answer have. */
    public static String id(String question, Width width) {
        return width == Width.QUICK ? question + "-quick" : question;
    }
}
