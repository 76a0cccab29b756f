package org.dl4jlab.engine.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.function.Consumer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class NamedGradientsTest {
    private final INDArray flat = Nd4j.linspace(1, 6, 6, DataType.FLOAT);
    private final INDArray bias = flat.get(NDArrayIndex.interval(0, 2));
    private final INDArray weights = flat.get(NDArrayIndex.interval(2, 6)).reshape('c', 2, 2);

    /** Whichever question comes first. */
    @Test
    void answersAsDl4jsOwn() {
        assertSame(gradient -> {});
        assertSame(gradient -> assertThat(gradient.getGradientFor("0_W")).isEqualTo(weights));
        assertSame(gradient ->
                assertThat(gradient.flatteningOrderForVariable("0_W")).isEqualTo('c'));
        assertSame(gradient -> assertThat(gradient.gradient()).isEqualTo(flat));
        assertSame(gradient -> assertThat(gradient.toString()).contains("0_W"));
        assertSame(gradient -> gradient.setGradientFor("1_b", bias));
        assertSame(gradient -> gradient.setGradientFor("0_b", weights, 'f'));
        assertSame(Gradient::clear);
    }

    private void assertSame(Consumer<Gradient> first) {
        Gradient expected = new DefaultGradient(flat);
        expected.setGradientFor("0_b", bias);
        expected.setGradientFor("0_W", weights, 'c');
        Gradient actual = gradient();
        first.accept(expected);
        first.accept(actual);

        assertThat(actual.gradientForVariable()).containsExactlyEntriesOf(expected.gradientForVariable());
        assertThat(actual.gradient()).isEqualTo(expected.gradient());
        if (!expected.gradientForVariable().isEmpty()) {
            assertThat(actual.gradient(List.of("0_W", "0_b"))).isEqualTo(expected.gradient(List.of("0_W", "0_b")));
        }
        for (String name : expected.gradientForVariable().keySet()) {
            assertThat(actual.flatteningOrderForVariable(name)).isEqualTo(expected.flatteningOrderForVariable(name));
        }
    }

    @Test
    void isSerialisedWithItsList() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(gradient());
        }
        Gradient copy;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            copy = (Gradient) in.readObject();
        }

        assertThat(copy.gradientForVariable()).containsOnlyKeys("0_b", "0_W");
        assertThat(copy.getGradientFor("0_W")).isEqualTo(weights);
        assertThat(copy.flatteningOrderForVariable("0_W")).isEqualTo('c');
        assertThat(copy.gradient()).isEqualTo(flat);
    }

    private Gradient gradient() {
        return new NamedGradients(
                flat, List.of(new GradientViews.View("0_b", bias, null), new GradientViews.View("0_W", weights, 'c')));
    }
}
