package org.dl4jlab.engine.internal.network;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jlab.engine.internal.plan.Plan;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The activations of a forward pass as DL4J hands them to the listeners of graph networks: by name, the
 * input and every vertex but the output. An entry is copied out of the plan when it is asked for.
 */
final class ActivationMap extends AbstractMap<String, INDArray> {
    private final Plan plan;
    private final String inputName;
    private final INDArray input;
    private final List<String> names = new ArrayList<>();

    ActivationMap(Plan plan, String inputName, INDArray input) {
        this.plan = plan;
        this.inputName = inputName;
        this.input = input;
        names.add(inputName);
        List<String> layers = plan.observedLayers();
        names.addAll(layers.subList(0, Math.max(0, layers.size() - 1)));
    }

    @Override
    public INDArray get(Object name) {
        return names.contains(name) ? copy((String) name) : null;
    }

    @Override
    public boolean containsKey(Object name) {
        return names.contains(name);
    }

    private INDArray copy(String name) {
        return name.equals(inputName) ? input : ActivationList.copy(plan, name);
    }

    @Override
    public Set<Map.Entry<String, INDArray>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, INDArray>> iterator() {
                return names.stream().map(name -> Map.entry(name, copy(name))).iterator();
            }

            @Override
            public int size() {
                return names.size();
            }
        };
    }
}
