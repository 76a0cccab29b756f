package org.dl4jlab.training.internal.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.dl4jlab.training.Run.Recipe;

/** Reads recipes off records. */
final class Recipes {

    private Recipes() {}

    static Recipe of(RunRecord record) {
        Map<String, String> choices = new LinkedHashMap<>();
        if (record.settings() != null) {
            record.settings().forEach((name, value) -> choices.put(name, String.valueOf(value)));
        }
        if (record.resumed() != null) {
            for (RunRecord.Resumed resumed : record.resumed()) {
                resumed.changes()
                        .forEach((name, change) ->
                                choices.put(name + " until step " + resumed.step(), String.valueOf(change.from())));
            }
        }
        record.parallel().ifPresent(parallel -> {
            choices.put("machines", String.valueOf(parallel.machines()));
            choices.put("averagingFrequency", String.valueOf(parallel.averagingFrequency()));
        });
        RunRecord.Network network = record.network();
        if (network != null) {
            choices.put("network", network.name());
            choices.put("engine", String.valueOf(network.engine()));
            choices.put("precision", network.precision());
            choices.put("parameters", String.valueOf(network.parameters()));
            if (network.start() != null) {
                choices.put(
                        "start",
                        network.start().origin() + " (" + network.start().sha256() + ")");
            }
        }
        RunRecord.Data data = record.data();
        if (data != null) {
            choices.put("data", data.title());
            choices.put("permutedPixels", String.valueOf(data.permutedPixels()));
            choices.put("images", data.trainImages() + " + " + data.validationImages() + " + " + data.testImages());
            choices.put(
                    "normalization",
                    "mean " + data.input().mean() + ", std " + data.input().std());
            if (data.sha256() != null) {
                new TreeMap<>(data.sha256()).forEach((file, sum) -> choices.put(Recipe.CHECKSUM + file, sum));
            }
        }
        return new Recipe(String.valueOf(record.experiment()), choices);
    }
}
