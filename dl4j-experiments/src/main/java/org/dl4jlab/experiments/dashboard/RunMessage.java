package org.dl4jlab.experiments.dashboard;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.ui.server.LocalizedText;

/** What a run's record says about its end, in the languages of the dashboard. */
final class RunMessage {

    private static final LocalizedText KILLED =
            new LocalizedText("The process of this run ended without finishing it.", "此运行的进程在完成之前就结束了。");

    private static final Pattern STOPPED = Pattern.compile("stopped by the user (?:after (\\d+) training steps)?.*");
    private static final Pattern BEST = Pattern.compile(".*model\\.zip has the weights of epoch (\\d+).*");
    private static final Pattern AVERAGE = Pattern.compile(".*model\\.zip has the average.*");
    private static final Pattern DIVERGED =
            Pattern.compile("Training failed at step (\\d+): .*\\(learningRate=([^)]+)\\).*", Pattern.DOTALL);

    private RunMessage() {}

    static Optional<LocalizedText> of(ListedRun run) {
        return run.run().killed()
                ? Optional.of(KILLED)
                : run.run()
                        .message()
                        .map(english -> new LocalizedText(
                                english, chinese(english, run.run().status())));
    }

    private static String chinese(String english, RunStatus status) {
        Matcher stopped = STOPPED.matcher(english);
        if (stopped.matches()) {
            return (stopped.group(1) == null ? "用户在得到结果之前停止了此运行" : "用户在第 " + stopped.group(1) + " 步训练后停止了此运行")
                    + kept(english) + "。";
        }
        Matcher diverged = DIVERGED.matcher(english);
        if (diverged.matches()) {
            return "训练在第 " + diverged.group(1) + " 步失败：数值不再有限，学习率（learningRate=" + diverged.group(2)
                    + "）很可能过高，请试用其十分之一。";
        }
        return status == RunStatus.FAILED ? "运行失败。程序给出的原因（英文）：" + english : english;
    }

    private static String kept(String english) {
        Matcher best = BEST.matcher(english);
        if (best.matches()) {
            return "；model.zip 保存了第 " + best.group(1) + " 轮的权重，其验证准确率最高";
        }
        return AVERAGE.matcher(english).matches() ? "；model.zip 保存了权重的平均值" : "";
    }
}
