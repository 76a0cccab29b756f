package org.dl4jlab.training.internal.runner;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.dl4jlab.training.AugmentationSettings;
import org.dl4jlab.training.AugmentationSettings.AutoAugment;
import org.dl4jlab.training.AveragingSettings.Averaging;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.ScheduleSettings.Schedule;
import org.dl4jlab.training.TrainingSettings;

/** Refuses settings that a person gave by name but that the other settings make idle. */
public final class IdleSettings {

    private static final Pattern WORD = Pattern.compile("[A-Za-z]+");

    private IdleSettings() {}

    /**
     * @param settings after the changes
     * @param given names of the settings that the person changed
     * @throws InvalidInputException if one of them has no effect; the message says what would give it one
     */
    public static void requireEffect(TrainingSettings settings, Collection<String> given) {
        requireEffect(settings, given, Set.of());
    }

    /**
     * The same where some settings vary: whatever needs one of them may have an effect.
     *
     * @param varied names of the settings that vary
     */
    public static void requireEffect(TrainingSettings settings, Collection<String> given, Set<String> varied) {
        Map<String, String> idle = idle(settings);
        for (String name : given) {
            if (idle.containsKey(name)
                    && WORD.matcher(idle.get(name))
                            .results()
                            .map(MatchResult::group)
                            .noneMatch(varied::contains)) {
                throw new InvalidInputException(
                        "Setting '" + name + "' has no effect here: it needs " + idle.get(name) + ".");
            }
        }
    }

    /** What each setting that is idle would need, by its name. */
    private static Map<String, String> idle(TrainingSettings settings) {
        Map<String, String> idle = new LinkedHashMap<>();
        AugmentationSettings augmentation = settings.augmentation();
        boolean moves = augmentation.crop() > 0
                || augmentation.rotation() > 0
                || augmentation.autoAugment() != AutoAugment.NONE;
        unless(moves, idle, "crop, rotation or autoAugment", "border");
        unless(
                augmentation.autoAugment() == AutoAugment.RAND_AUGMENT,
                idle,
                "autoAugment=rand-augment",
                "operations",
                "magnitude");
        unless(
                settings.averaging().averaging() != Averaging.NONE,
                idle,
                "averaging=ema or lookahead",
                "averagingEvery",
                "averagingDecay");
        boolean once = settings.shuffle() == TrainingSettings.Shuffle.ONCE;
        unless(!once || settings.epochs() > 1, idle, "epochs above 1", "shuffle");
        unless(!settings.keepBest() || settings.epochs() > 1, idle, "epochs above 1", "keepBest");
        Schedule schedule = settings.rate().schedule();
        boolean cycle = schedule == Schedule.ONE_CYCLE;
        unless(cycle, idle, "schedule=one-cycle", "peak");
        unless(cycle || schedule == Schedule.EXPONENTIAL, idle, "schedule=one-cycle or exponential", "startShare");
        unless(cycle || schedule == Schedule.COSINE, idle, "schedule=cosine or one-cycle", "endShare");
        unless(schedule == Schedule.STEP, idle, "schedule=step", "decayEpochs");
        unless(
                schedule == Schedule.STEP || schedule == Schedule.PLATEAU,
                idle,
                "schedule=step or plateau",
                "decayFactor");
        unless(schedule == Schedule.PLATEAU, idle, "schedule=plateau", "plateauEpochs");
        unless(settings.fineTuning().used(), idle, "firstLayers above 0", "firstLayersRate");
        return idle;
    }

    private static void unless(boolean used, Map<String, String> idle, String needs, String... names) {
        for (String name : names) {
            if (!used) {
                idle.put(name, needs);
            }
        }
    }
}
