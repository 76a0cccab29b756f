package org.dl4jlab.engine.runtime;

/** Turns DL4J's oneDNN layer helpers on. */
final class LayerHelpers implements RuntimeSetting {

    static final String NAME = "helpers";
    private static final String DISABLE = "org.eclipse.deeplearning4j.helpers.disable";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String reason() {
        return "Without its oneDNN helpers DL4J unfolds every convolution into a matrix product.";
    }

    @Override
    public SettingOutcome beforeLoad(Machine machine) {
        String given = System.getProperty(DISABLE);
        if (given != null && Boolean.parseBoolean(given)) {
            return SettingOutcome.skipped(NAME, DISABLE + "=true was given");
        }
        System.setProperty(DISABLE, "false");
        return SettingOutcome.applied(NAME, DISABLE + "=false");
    }
}
