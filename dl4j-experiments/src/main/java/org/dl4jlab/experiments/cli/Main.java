package org.dl4jlab.experiments.cli;

/** Entry point of {@code mvn exec:java} and of the packaged launcher. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.out.println("dl4j-lab " + String.join(" ", args));
    }
}
