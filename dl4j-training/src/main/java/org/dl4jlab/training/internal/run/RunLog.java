package org.dl4jlab.training.internal.run;

import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.FileAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * Copies everything that is logged, by any thread, into a run's log file for as long as it is open. Log4j's
 * configuration file knows no run; this adds an appender while one is under way.
 */
public final class RunLog implements AutoCloseable {

    /** Marks what belongs into the log file only, such as a stack trace behind an error that is shown in one line. */
    public static final Marker FILE_ONLY = MarkerFactory.getMarker("FILE_ONLY");

    /** Lines of a thread whose diagnostic context (MDC) has this key with the value {@link #OFF} are not shown. */
    public static final String CONSOLE = "console";

    public static final String OFF = "off";

    private static final String PATTERN = "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %logger{1.} [%thread] %msg%n%throwable";

    private final LoggerContext context;
    private final FileAppender appender;

    private RunLog(LoggerContext context, FileAppender appender) {
        this.context = context;
        this.appender = appender;
    }

    /** Starts to copy into a file, which is made or appended to. */
    public static RunLog open(Path file) {
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        Configuration configuration = context.getConfiguration();
        FileAppender appender = FileAppender.newBuilder()
                .setName("run " + file)
                .withFileName(file.toString())
                .setConfiguration(configuration)
                .setLayout(PatternLayout.newBuilder()
                        .withConfiguration(configuration)
                        .withPattern(PATTERN)
                        .build())
                .build();
        appender.start();
        configuration.getRootLogger().addAppender(appender, Level.ALL, null);
        context.updateLoggers();
        return new RunLog(context, appender);
    }

    @Override
    public void close() {
        context.getConfiguration().getRootLogger().removeAppender(appender.getName());
        context.updateLoggers();
        appender.stop();
    }
}
