package org.dl4jlab.data.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

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
}
