package org.dl4jlab.experiments.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.ResultMetrics;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.ui.run.Fact;
import org.dl4jlab.ui.server.LocalizedText;

/** The metrics, settings and circumstances of a run, name by name. Settings keep the names that commands know them by. */
final class RunProperties {

    private RunProperties() {}

    static List<Fact> of(RecordedRun run) {
        List<Fact> facts = new ArrayList<>();
        run.testMetrics().ifPresent(metrics -> metrics(metrics, facts));
        run.recordedSettings().forEach((name, value) -> facts.add(Fact.of(name, String.valueOf(value))));
        run.data().ifPresent(data -> data(data, facts));
        run.network().ifPresent(network -> facts.add(fact("engine", "计算引擎", engine(network))));
        run.command().ifPresent(command -> facts.add(fact("command", "命令", LocalizedText.same(command))));
        run.source()
                .filter(source -> source.commit() != null)
                .ifPresent(source -> facts.add(fact("source code", "源代码", commit(source))));
        run.versions().forEach((name, version) -> {
            if (!"unknown".equals(version)) {
                facts.add(Fact.of(name, version));
            }
        });
        run.machine()
                .ifPresent(machine -> facts.add(fact(
                        "machine",
                        "机器",
                        new LocalizedText(
                                machine.cpu() + ", " + machine.cores() + " cores",
                                machine.cpu() + "，" + machine.cores() + " 个核心"))));
        return facts;
    }

    private static LocalizedText engine(RunRecord.Network network) {
        return network.engine()
                ? new LocalizedText("compiled engine, " + network.precision(), "编译引擎，" + network.precision())
                : new LocalizedText("DL4J's own layers", "DL4J 自带的层");
    }

    private static LocalizedText commit(RunRecord.Source source) {
        return source.modified()
                ? new LocalizedText(source.commit() + ", with uncommitted changes", source.commit() + "，含未提交的修改")
                : LocalizedText.same(source.commit());
    }

    private static Fact fact(String english, String chinese, LocalizedText value) {
        return new Fact(new LocalizedText(english, chinese), value);
    }

    private static void data(RunRecord.Data data, List<Fact> facts) {
        facts.add(fact(
                "images",
                "图像",
                new LocalizedText(
                        counts("%,d to train, %,d held out, %,d to test", data),
                        counts("训练 %,d 张，验证 %,d 张，测试 %,d 张", data))));
        if (data.permutedPixels()) {
            facts.add(fact("pixels", "像素", new LocalizedText("permuted, all images alike", "已置换，所有图像相同")));
        }
    }

    private static String counts(String format, RunRecord.Data data) {
        return String.format(Locale.ROOT, format, data.trainImages(), data.validationImages(), data.testImages());
    }

    private static void metrics(ResultMetrics metrics, List<Fact> facts) {
        facts.add(share("balanced accuracy", "平衡准确率", metrics.balancedAccuracy()));
        facts.add(share("macro F1", "宏平均 F1", metrics.macroF1()));
        facts.add(share("weighted F1", "加权 F1", metrics.weightedF1()));
        int last = metrics.topK().size();
        if (last > 3) {
            facts.add(share(
                    "top-" + last + " accuracy",
                    "前 " + last + " 准确率",
                    metrics.topK().get(last - 1)));
        }
        if (metrics.rocArea() != null) {
            facts.add(number("ROC area", "ROC 曲线下面积", metrics.rocArea()));
            facts.add(number("precision-recall area", "精确率-召回率曲线下面积", metrics.prArea()));
        }
        facts.add(number("Brier score", "Brier 分数", metrics.brierScore()));
        facts.add(share("calibration error", "校准误差", metrics.calibrationError()));
    }

    private static Fact share(String english, String chinese, double share) {
        return fact(english, chinese, LocalizedText.same(String.format(Locale.ROOT, "%.2f %%", 100 * share)));
    }

    private static Fact number(String english, String chinese, Double value) {
        return fact(
                english, chinese, LocalizedText.same(value == null ? "–" : String.format(Locale.ROOT, "%.4f", value)));
    }
}
