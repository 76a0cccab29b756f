package org.dl4jlab.bench.measure;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.dl4jlab.bench.contender.Contender;
import org.dl4jlab.bench.contender.ContenderFactory;
import org.dl4jlab.bench.workload.SampleImages;
import org.dl4jlab.bench.workload.Workload;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program inside a measured JVM: one contender, one workload, one phase. */
@Command(name = "worker", description = "Measures one contender at one workload. Started by the bench command.")
public final class Worker implements Callable<Integer> {

    /** More would only fill memory. */
    private static final int MOST_BATCHES = 512;

    @Option(names = "--factory", required = true, description = "Class that makes the contender.")
    private String factory;

    @Option(names = "--workload", required = true)
    private Workload workload;

    @Option(names = "--phase", required = true)
    private Phase phase;

    @Option(names = "--batch", required = true)
    private int batch;

    @Option(names = "--samples", required = true)
    private Path samples;

    @Option(names = "--out", required = true, description = "Receives the measurement as JSON.")
    private Path out;

    @Option(names = "--threads", defaultValue = "0")
    private int threads;

    @Option(names = "--channels-last")
    private boolean channelsLast;

    @Option(names = "--warm-up", defaultValue = "2")
    private double warmUp;

    @Option(names = "--lap", defaultValue = "1")
    private double lap;

    @Option(names = "--laps", defaultValue = "3")
    private int laps;

    /** Runs one measurement. */
    public static void main(String[] args) {
        int exit = new CommandLine(new Worker())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
        // Native libraries keep threads that are no daemons.
        System.exit(exit);
    }

    @Override
    public Integer call() throws Exception {
        ContenderFactory made = Class.forName(factory)
                .asSubclass(ContenderFactory.class)
                .getDeclaredConstructor()
                .newInstance();
        SampleImages data = SampleImages.read(samples).first(MOST_BATCHES * batch);
        Effort effort = new Effort(warmUp, lap, laps);
        try (Contender contender =
                made.open(workload, batch, data, new ContenderFactory.Options(threads, channelsLast))) {
            ContenderTimer stopwatch = new ContenderTimer(contender, data.batches(batch), batch, effort);
            Measurement measurement = switch (phase) {
                case TRAINING -> stopwatch.training();
                case INFERENCE -> stopwatch.inference();
                case LATENCY -> stopwatch.latency();
            };
            JsonMapper.builder().build().writeValue(out.toFile(), measurement);
        }
        return 0;
    }
}
