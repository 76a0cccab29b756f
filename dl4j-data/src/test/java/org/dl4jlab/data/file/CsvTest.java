package org.dl4jlab.data.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @Test
    void whatIsWrittenIsReadBack() {
        List<String> cells = List.of("cat", "a, b", "say \"x\"", "two\nlines", "a;b", "tab\there", "", "猫");
        String line = cells.stream().map(Csv::cell).collect(Collectors.joining(","));

        assertThat(Csv.rows("name,of,columns\n" + line + "\n"))
                .extracting(Csv.Row::values)
                .containsExactly(List.of("name", "of", "columns"), cells);
        assertThat(Csv.cell("plain")).isEqualTo("plain");
        assertThat(Csv.cell("a,b")).isEqualTo("\"a,b\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "\uFF1D1+1",
                "'=1",
                "''=1",
                "a;=1+1;b",
                "a;'=1+1;b",
                "a\n@b",
                "-a, \"b\""
            })
    void noTextIsExecutedAsAFormula(String text) {
        String cell = Csv.cell(text);

        assertThat(cell).doesNotContainPattern("(^\"?|[;\t\r\n])[=+\\-@\t\r\n\uFF1D]");
        assertThat(Csv.rows("x,y\n" + cell + ",1\n").get(1).values()).containsExactly(text, "1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a-b", "1+1=2", "cat's", "'cat'", "a;b", "tab\there"})
    void otherTextIsLeftAlone(String text) {
        assertThat(Csv.cell(text)).contains(text);
        assertThat(Csv.rows("x,y\n" + Csv.cell(text) + ",1\n").get(1).value(0)).isEqualTo(text);
    }

    @Test
    void numbersOfOthersAreReadAsTheyAre() {
        assertThat(Csv.rows("x,y\n-1,+2\n").get(1).values()).containsExactly("-1", "+2");
    }
}
