package org.dl4jlab.spark.testing;

import java.util.List;
import org.dl4jlab.sweeps.space.SearchSpace;
import org.dl4jlab.sweeps.space.SearchSpaceProvider;
import org.dl4jlab.sweeps.testing.SliceSpace;

/** Makes the test space known to executors. */
public final class SliceSpaces implements SearchSpaceProvider {

    @Override
    public List<SearchSpace> spaces() {
        return List.of(new SliceSpace());
    }
}
