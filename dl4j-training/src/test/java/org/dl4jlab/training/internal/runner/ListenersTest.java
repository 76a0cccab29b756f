package org.dl4jlab.training.internal.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.dl4jlab.training.RunListener;
import org.junit.jupiter.api.Test;

class ListenersTest {

    @Test
    void aTaskThatFailsKeepsNobodyElseFromHearing() {
        List<String> heard = new ArrayList<>();
        RunListener failing = listener((name, what) -> {
            throw new IllegalStateException("the window is gone");
        });
        RunListener hearing = listener((name, what) -> heard.add(name + " " + what));

        try (RunListener.Task task = new Listeners(List.of(failing, hearing)).begin("Testing", 2, "images")) {
            task.advanceTo(1);
            task.advanceTo(2);
        }

        assertThat(heard).containsExactly("Testing 1", "Testing 2", "Testing ended");
    }

    /** @param told the task's name, and how far it came or that it ended */
    private static RunListener listener(BiConsumer<String, String> told) {
        return new RunListener() {
            @Override
            public Task begin(String name, long total, String unit) {
                return new Task() {
                    @Override
                    public void advanceTo(long done) {
                        told.accept(name, String.valueOf(done));
                    }

                    @Override
                    public void close() {
                        told.accept(name, "ended");
                    }
                };
            }
        };
    }
}
