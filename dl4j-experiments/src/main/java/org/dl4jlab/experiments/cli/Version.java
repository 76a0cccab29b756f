package org.dl4jlab.experiments.cli;

import org.dl4jlab.training.internal.run.MachineInfo;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"dl4j-lab " + MachineInfo.labVersion()};
    }
}
