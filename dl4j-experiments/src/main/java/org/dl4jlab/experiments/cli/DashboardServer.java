package org.dl4jlab.experiments.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.dl4jlab.experiments.dashboard.AnswerFolder;
import org.dl4jlab.experiments.dashboard.RunFolders;
import org.dl4jlab.experiments.dashboard.RunPredictions;
import org.dl4jlab.experiments.dashboard.sweeps.ArbiterMappers;
import org.dl4jlab.experiments.dashboard.sweeps.ArbiterRecords;
import org.dl4jlab.experiments.dashboard.sweeps.LiveSweep;
import org.dl4jlab.experiments.dashboard.sweeps.SweepFolders;
import org.dl4jlab.ui.Dashboard;
import org.dl4jlab.ui.DashboardOptions;
import org.dl4jlab.ui.answers.AnswerPages;
import org.dl4jlab.ui.server.AccessToken;
import org.dl4jlab.ui.server.PublicAddress;
import org.dl4jlab.ui.sweeps.SweepPages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** Where the dashboard listens, and its life until Ctrl-C. */
final class DashboardServer {

    private static final Logger log = LoggerFactory.getLogger(DashboardServer.class);
    private static final String TOKEN_VARIABLE = "DL4JLAB_TOKEN";

    @Option(
            names = "--port",
            paramLabel = "<port>",
            defaultValue = "9000",
            description = "Port of the dashboard; 0 for a free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "<host>",
            defaultValue = "127.0.0.1",
            description = "Address on which the dashboard listens; 0.0.0.0 for all addresses of this machine. Any but a"
                    + " loopback address requires an access token, which is printed. Default: ${DEFAULT-VALUE}.")
    private String host;

    @Option(
            names = "--token",
            paramLabel = "<token>",
            description = "Access token of your choice, 16 characters or more. Other users of this machine can read"
                    + " command lines: set " + TOKEN_VARIABLE + " instead.")
    private String token;

    @Option(
            names = "--public-address",
            paramLabel = "<url>",
            description =
                    "Address that browsers use if the dashboard is behind a proxy or a port that is forwarded under"
                            + " another name, such as https://lab.example.org/dl4j/. Requires an access token. localhost and"
                            + " 127.0.0.1 work with any port without this option.")
    private String publicAddress;

    /**
     * Starts the dashboard over runs and sweeps and prints its address.
     *
     * @param program that knows the search spaces. It is handed in, because in a mixin of a mixin picocli does not tell the
     *     command
     */
    Dashboard start(LabProgram program, Path runs, Path sweeps) {
        return start(program, runs, sweeps, new LiveSweep());
    }

    /**
     * The same beside a sweep of this process.
     *
     * @param runs folder of the runs
     * @param sweeps folder of the sweeps
     * @param live hears of the sweep
     */
    Dashboard start(LabProgram program, Path runs, Path sweeps, LiveSweep live) {
        ArbiterMappers.configure();
        RunFolders folders = new RunFolders(runs);
        SweepFolders sweepFolders = new SweepFolders(sweeps, live);
        DashboardOptions options = DashboardOptions.defaults()
                .withHost(host)
                .withPort(port)
                .withRuns(folders)
                .withPredictor(new RunPredictions(folders))
                .withSection(SweepPages.section(sweepFolders, new ArbiterRecords(sweepFolders, program.spaces()::find)))
                .withSection(AnswerPages.section(new AnswerFolder(runs)));
        Optional<AccessToken> secret = token();
        if (secret.isPresent()) {
            options = options.withToken(secret.get());
        }
        if (publicAddress != null) {
            options = options.withPublicAddress(PublicAddress.of(publicAddress));
        }
        Dashboard dashboard = Dashboard.start(options);
        log.info("Dashboard: {}", dashboard.entrance());
        return dashboard;
    }

    private Optional<AccessToken> token() {
        String chosen = token != null ? token : System.getenv(TOKEN_VARIABLE);
        if (chosen != null && !chosen.isEmpty()) {
            return Optional.of(AccessToken.of(chosen));
        }
        return isLoopback() && publicAddress == null ? Optional.empty() : Optional.of(AccessToken.random());
    }

    private boolean isLoopback() {
        try {
            return java.net.InetAddress.getByName(host).isLoopbackAddress();
        } catch (java.net.UnknownHostException e) {
            // The dashboard says so better.
            return true;
        }
    }

    /**
     * Serves until the process is told to go (Ctrl-C, SIGTERM), which is the usual way to end a dashboard: the process then
     * ends with code 0.
     */
    static int serve(Dashboard dashboard) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            dashboard.close();
                            // A JVM that ends by a signal would report 130 or 143.
                            Runtime.getRuntime().halt(ExitCode.DONE);
                        },
                        "dashboard-end"));
        log.info("Ctrl-C ends it.");
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.DONE;
    }
}
