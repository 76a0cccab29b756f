package org.nd4j.nativeblas;

/**
 * Stands at the place where DL4J still looks for ND4J's CPU bindings.
 *
 * <p>{@code BaseMKLDNNHelper} of DL4J 1.0.0-M2.1 asks the class {@code org.nd4j.nativeblas.Nd4jCpu$Environment} by
 * name whether oneDNN may be used. The bindings had moved to {@code org.nd4j.linalg.cpu.nativecpu.bindings} by then,
 * the failed lookup is swallowed, and every layer helper stays off. This class carries the question to the bindings'
 * present home.
 */
public final class Nd4jCpu {
    private Nd4jCpu() {}

    /** The two methods that DL4J calls by reflection. */
    public static final class Environment {
        private static final Environment INSTANCE = new Environment();

        private Environment() {}

        /** The only instance. */
        public static Environment getInstance() {
            return INSTANCE;
        }

        /** Whether libnd4j was built with oneDNN and may use it. */
        public boolean isUseMKLDNN() {
            return org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu.Environment.getInstance()
                    .isUseONEDNN();
        }
    }
}
