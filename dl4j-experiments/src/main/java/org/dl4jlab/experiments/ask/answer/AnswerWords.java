package org.dl4jlab.experiments.ask.answer;

import java.util.stream.Collectors;
import org.dl4jlab.experiments.ask.plan.Width;
import org.dl4jlab.ui.server.LocalizedText;

/** The words that all answers share. */
final class AnswerWords {

    static final LocalizedText VERDICT = new LocalizedText("The answer", "答案");
    static final LocalizedText CLAIM = new LocalizedText("The claim", "论断");
    static final LocalizedText COMPARED =
            new LocalizedText("What was compared, and what was held equal", "比较了什么，什么保持不变");
    static final LocalizedText LIMITS = new LocalizedText("What this does not show", "这个答案没有说明什么");
    static final LocalizedText COMMANDS = new LocalizedText("The command of every number", "每个数字的命令");
    static final LocalizedText RUNS = new LocalizedText("The runs", "运行");
    static final LocalizedText VARIANT = new LocalizedText("variant", "方案");
    static final LocalizedText SEEDS = new LocalizedText("seeds", "种子");
    static final LocalizedText DIFFERS = new LocalizedText("what differs", "不同之处");
    static final LocalizedText EQUAL = new LocalizedText("All that was held equal", "全部保持不变的设置");
    static final LocalizedText EVERYTHING = new LocalizedText("everything", "全部");
    static final LocalizedText SPREAD =
            new LocalizedText("Mean ± sample standard deviation over the seeds", "各种子的均值 ± 样本标准差");
    static final LocalizedText DIFFERENCE = new LocalizedText("difference", "差值");
    static final LocalizedText INTERVAL = new LocalizedText("95 % interval", "95% 置信区间");
    static final LocalizedText ADJUSTED = new LocalizedText("adjusted p", "校正后 p");
    static final LocalizedText NOISE = new LocalizedText("larger than the seed noise", "大于种子间波动");
    static final LocalizedText YES = new LocalizedText("yes", "是");
    static final LocalizedText NO = new LocalizedText("no", "否");
    static final LocalizedText UNKNOWN = new LocalizedText("cannot be told", "无法判断");
    static final LocalizedText MACHINE = new LocalizedText("Machine", "机器");
    static final LocalizedText SOURCE = new LocalizedText("Source", "源代码");
    static final LocalizedText WIDTH = new LocalizedText("Width", "规模");
    static final LocalizedText MADE = new LocalizedText("Made", "完成时间");

    private AnswerWords() {}

    /** The line above an answer's heading. */
    static LocalizedText eyebrow(Answer answer) {
        LocalizedText seeds = answer.runs().isEmpty()
                ? new LocalizedText("no training", "无需训练")
                : new LocalizedText("%d seeds", "%d 个种子").with(answer.seeds().size());
        return new LocalizedText("A question of the lab · %s answer · %s", "实验问题 · %s回答 · %s")
                .with(answer.width().title(), seeds);
    }

    /** How wide the answer is, in a sentence. */
    static LocalizedText width(Answer answer) {
        String seeds = answer.seeds().stream().map(String::valueOf).collect(Collectors.joining(", "));
        LocalizedText sentence = new LocalizedText("%s Seeds: %s.", "%s种子：%s。")
                .with(answer.plan().width(), seeds);
        return answer.width() == Width.QUICK
                ? sentence.plus(new LocalizedText(
                        " This is the quick answer: what it cannot tell, the full one may.", "这是快速回答：它无法判断的，完整回答也许可以。"))
                : sentence;
    }
}
