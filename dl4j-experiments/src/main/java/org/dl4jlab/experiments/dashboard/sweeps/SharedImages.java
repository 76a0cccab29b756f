package org.dl4jlab.experiments.dashboard.sweeps;

import java.util.Properties;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.dl4jlab.data.batches.ImageBatches;

/** Names on Arbiter's page what candidates are trained on: images loaded once and shared. It is never asked for any. */
public final class SharedImages implements DataSource {

    private static final long serialVersionUID = 1;

    @Override
    public void configure(Properties properties) {
        // Nothing to configure.
    }

    @Override
    public Object trainData() {
        throw new UnsupportedOperationException("candidates get their images from the sweep");
    }

    @Override
    public Object testData() {
        throw new UnsupportedOperationException("candidates are never tested");
    }

    @Override
    public Class<?> getDataType() {
        return ImageBatches.class;
    }
}
