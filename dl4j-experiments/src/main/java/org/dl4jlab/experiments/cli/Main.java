package org.dl4jlab.experiments.cli;

/** Entry point of {@code mvn exec:java} and of the packaged launcher. */
public final class Main {

    private Main() {}

    /**
     * Runs one command. The JVM ends with 0 (done), 1 (failed), 2 (wrong usage) or 130 (interrupted).
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        LabProgram.standard().main(args);
    }

    /**
     * Runs one command and returns instead of ending the JVM.
     *
     * @return the exit code
     */
    static int execute(String... args) {
        return LabProgram.standard().execute(args);
    }
}
