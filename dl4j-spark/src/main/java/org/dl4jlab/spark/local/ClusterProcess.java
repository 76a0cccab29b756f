package org.dl4jlab.spark.local;

import java.io.IOException;
import java.util.Arrays;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;

/**
 * The main class of a master or worker of a {@link LocalCluster}. It ends with the program that started it, however that one
 * ends: its standard input is a pipe from there.
 */
final class ClusterProcess {

    private ClusterProcess() {}

    /** @param args {@code master} or {@code worker}, then what Spark's own main class takes */
    public static void main(String[] args) {
        Thread watch = new Thread(ClusterProcess::endWithParent, "parent-watch");
        watch.setDaemon(true);
        watch.start();
        String[] rest = Arrays.copyOfRange(args, 1, args.length);
        if (args[0].equals("master")) {
            Master.main(rest);
        } else {
            Worker.main(rest);
        }
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes; the end of the pipe is what counts.
            }
        } catch (IOException e) {
            // As good as its end.
        }
        // A worker's own shutdown hook ends its executors.
        System.exit(0);
    }
}
