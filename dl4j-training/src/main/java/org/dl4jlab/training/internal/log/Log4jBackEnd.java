package org.dl4jlab.training.internal.log;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Property;

/** Log4j: an appender at the root while a run is under way. */
final class Log4jBackEnd implements LogBackEnd {

    @Override
    public Copy copyTo(Consumer<LogLine> sink) {
        // Log4j's interfaces may be served by something other than its core.
        if (!(LogManager.getContext(false) instanceof LoggerContext context)) {
            return () -> {};
        }
        Configuration configuration = context.getConfiguration();
        Appender appender = new Appender(sink);
        appender.start();
        configuration.getRootLogger().addAppender(appender, Level.ALL, null);
        context.updateLoggers();
        return () -> {
            configuration.getRootLogger().removeAppender(appender.getName());
            context.updateLoggers();
            appender.stop();
        };
    }

    private static final class Appender extends AbstractAppender {

        private final Consumer<LogLine> sink;

        Appender(Consumer<LogLine> sink) {
            // One for each open run, so each has a name of its own.
            super("run " + System.identityHashCode(sink), null, null, true, Property.EMPTY_ARRAY);
            this.sink = sink;
        }

        @Override
        public void append(LogEvent event) {
            Marker marker = event.getMarker();
            if (marker == null || !marker.isInstanceOf(RunLog.WRITTEN.getName())) {
                sink.accept(new LogLine(
                        Instant.ofEpochMilli(event.getTimeMillis()),
                        event.getLevel().name(),
                        event.getLoggerName(),
                        event.getThreadName(),
                        event.getMessage().getFormattedMessage(),
                        Optional.ofNullable(event.getThrown())));
            }
        }
    }
}
