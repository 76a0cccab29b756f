package org.dl4jlab.experiments.cli;

/** What the process tells its caller. */
final class ExitCode {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;

    /** 128 + SIGINT, as shells report a program that Ctrl-C ended; SIGTERM is answered alike. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
