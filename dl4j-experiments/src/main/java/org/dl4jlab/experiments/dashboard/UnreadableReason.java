package org.dl4jlab.experiments.dashboard;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dl4jlab.ui.server.LocalizedText;

/** Why a folder cannot be shown, in the languages of the dashboard: each is the rest of a sentence about the folder. */
public final class UnreadableReason {

    /** Its name cannot be part of an address. */
    public static final LocalizedText NAME = new LocalizedText(
            "its name has others than letters, digits, '.', '_' and '-'", "其名称含有字母、数字、“.”、“_”和“-”以外的字符");

    /** What readers of records say, and the same in Chinese. */
    private record Phrase(Pattern english, String chinese) {

        Phrase(String english, String chinese) {
            this(Pattern.compile(english, Pattern.DOTALL), chinese);
        }
    }

    private static final List<Phrase> PHRASES = List.of(
            new Phrase("(.*) holds nothing", "$1 是空的"),
            new Phrase("(.*) lacks \"(.*)\"", "$1 缺少“$2”"),
            new Phrase("(.*): \"(.*)\" holds a null", "$1 中的“$2”含有 null"),
            new Phrase("(.*): the time \"(.*)\" is out of range: (.*)", "$1 中的时间“$2”超出范围：$3"),
            new Phrase("(.*) is not the record of a run: .*", "$1 不是运行记录：缺少实验、状态或开始时间"),
            new Phrase("(.*) is not read: it is a link to another place", "$1 未被读取：它是指向别处的链接"),
            new Phrase("(.*) is not read: it is no regular file", "$1 未被读取：它不是普通文件"),
            new Phrase(
                    "(.*) is not read: it has (\\d+) bytes, and at most (\\d+) are expected",
                    "$1 未被读取：它有 $2 字节，最多应为 $3 字节"),
            new Phrase("(.*) cannot be read: it is nested too deeply", "$1 无法读取：嵌套过深"),
            new Phrase("(.*) cannot be read: (.*)", "$1 无法读取。程序给出的原因（英文）：$2"));

    private UnreadableReason() {}

    /** Of a file that a reader refused. */
    public static LocalizedText of(String english) {
        for (Phrase phrase : PHRASES) {
            Matcher matcher = phrase.english().matcher(english);
            if (matcher.matches()) {
                return new LocalizedText(english, matcher.replaceAll(phrase.chinese()));
            }
        }
        return new LocalizedText(english, "程序给出的原因（英文）：" + english);
    }

    /** Of a record that can be read and not be shown. */
    public static LocalizedText odd(RuntimeException e) {
        return new LocalizedText("its record is odd (" + e.getMessage() + ")", "其记录异常。程序给出的原因（英文）：" + e.getMessage());
    }
}
