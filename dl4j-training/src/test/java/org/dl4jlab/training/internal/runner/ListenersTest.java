package org.dl4jlab.training.internal.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.dl4jlab.training.RunListener;
import org.junit.jupiter.api.Test;

class ListenersTest {

    @Test
    void aTaskThatFailsKeepsNobodyElseFromHearing() {
        List<String> heard = new ArrayList<>();
        RunListener failing = new RunListener() {
            @Override
            public Task begin(String name, long total, String unit) {
                return new Task() {
                    @Override
                    public void advanceTo(long done) {
                        throw new IllegalStateException("the window is gone");
                    }

                    @Override
                    public void close() {
                        throw new IllegalStateException("the window is gone");
                    }
                };
            }
        };
        RunListener hearing = new RunListener() {
            @Override
            public Task begin(String name, long total, String unit) {
                return new Task() {
                    @Override
                    public void advanceTo(long done) {
                        heard.add(name + " " + done);
                    }

                    @Override
                    public void close() {
                        heard.add(name + " ended");
                    }
                };
            }
        };

        try (RunListener.Task task = new Listeners(List.of(failing, hearing)).begin("Testing", 2, "images")) {
            task.advanceTo(1);
            task.advanceTo(2);
        }

        assertThat(heard).containsExactly("Testing 1", "Testing 2", "Testing ended");
    }
}
