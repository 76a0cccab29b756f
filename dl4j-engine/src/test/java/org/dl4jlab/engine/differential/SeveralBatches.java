package org.dl4jlab.engine.differential;

import java.util.List;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.MultiDataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/** Batches for networks with any number of inputs and outputs, one after the other. */
final class SeveralBatches implements MultiDataSetIterator {
    private static final long serialVersionUID = 1;

    private final transient List<Examples.Source> batches;
    private final transient Noise noise;
    private int position;

    SeveralBatches(List<Examples.Source> batches, Noise noise) {
        this.batches = batches;
        this.noise = noise;
    }

    @Override
    public boolean hasNext() {
        return position < batches.size();
    }

    @Override
    public MultiDataSet next() {
        return batches.get(position++).with(noise).asMultiDataSet();
    }

    @Override
    public MultiDataSet next(int number) {
        return next();
    }

    @Override
    public void setPreProcessor(MultiDataSetPreProcessor preProcessor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MultiDataSetPreProcessor getPreProcessor() {
        return null;
    }

    @Override
    public boolean resetSupported() {
        return true;
    }

    @Override
    public boolean asyncSupported() {
        return true;
    }

    @Override
    public void reset() {
        position = 0;
    }
}
