package org.dl4jlab.experiments.space;

import java.util.List;
import org.dl4jlab.sweeps.space.SearchSpace;
import org.dl4jlab.sweeps.space.SearchSpaceProvider;

/** The lab's search spaces. */
public final class LabSearchSpaces implements SearchSpaceProvider {

    @Override
    public List<SearchSpace> spaces() {
        return List.of(new MnistCnnSpace(), new CifarNetImprovedSpace(), new CifarResNet8Space());
    }
}
