package org.dl4jlab.training.parallel;

import java.util.Arrays;
import java.util.Locale;
import org.dl4jlab.data.file.AtomicFile;
import org.dl4jlab.training.internal.log.RunLog;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.parallel.Machines.ReplicaReport;
import org.dl4jlab.training.parallel.Machines.Round;
import org.slf4j.Logger;

/** Where the time of a training on several machines goes, round by round. */
final class RoundTimes {

    /** In a run's folder. */
    static final String FILE = "rounds.csv";

    private static final Logger log = RunLog.logger(RoundTimes.class);

    private final double startSeconds;
    private final StringBuilder table =
            new StringBuilder("round,step,images,bytes,seconds,compute,serialization,averaging,network\n");
    private int rounds;
    private long images;
    private long bytes;
    private double seconds;
    private double compute;
    private double serialization;
    private double averaging;

    /** @param startSeconds until all machines had their images */
    RoundTimes(double startSeconds) {
        this.startSeconds = startSeconds;
    }

    /**
     * @param step that every machine has come to
     * @param meanSeconds spent here on the mean of the copies
     * @param all seconds of the round
     */
    void add(int step, Round round, double meanSeconds, double all) {
        long trained = round.reports().stream()
                .mapToLong(report -> Arrays.stream(report.images()).sum())
                .sum();
        double slowest = round.reports().stream()
                .mapToDouble(ReplicaReport::seconds)
                .max()
                .orElse(0);
        double mean = meanSeconds + round.averagingSeconds();
        rounds++;
        images += trained;
        bytes += round.bytes();
        seconds += all;
        compute += slowest;
        serialization += round.serializationSeconds();
        averaging += mean;
        table.append(String.format(
                Locale.ROOT,
                "%d,%d,%d,%d,%.6f,%.6f,%.6f,%.6f,%.6f%n",
                rounds,
                step,
                trained,
                round.bytes(),
                all,
                slowest,
                round.serializationSeconds(),
                mean,
                Math.max(0, all - slowest - round.serializationSeconds() - mean)));
    }

    /** Leaves the table in the run's folder, and its sums in the log. */
    void write(RunFolder folder, int machines) {
        AtomicFile.writeString(folder.path().resolve(FILE), table.toString());
        if (rounds == 0) {
            return;
        }
        log.info(String.format(
                Locale.ROOT,
                "%d machines, %,d rounds, %,d images, %,d bytes a round; seconds until all had their images: %.2f",
                machines,
                rounds,
                images,
                bytes / rounds,
                startSeconds));
        log.info("                                    seconds  share   ms a round");
        line("computing, the slowest machine", compute);
        line("into bytes and back", serialization);
        line("averaging", averaging);
        line("network, scheduling and waiting", Math.max(0, seconds - compute - serialization - averaging));
        line("all", seconds);
    }

    private void line(String what, double part) {
        log.info(String.format(
                Locale.ROOT,
                "%-33s %9.2f %5.1f%% %12.2f",
                what,
                part,
                seconds > 0 ? 100 * part / seconds : 0,
                1000 * part / rounds));
    }
}
