package org.dl4jlab.training.internal.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.ILoggerFactory;
import org.slf4j.Marker;

/** Logback: an appender at the root while a run is under way. */
final class LogbackBackEnd implements LogBackEnd {

    private final LoggerContext context;

    /** @param bound what SLF4J is bound to: Logback's context */
    LogbackBackEnd(ILoggerFactory bound) {
        this.context = (LoggerContext) bound;
    }

    @Override
    public Copy copyTo(Consumer<LogLine> sink) {
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Appender appender = new Appender(sink);
        appender.setContext(context);
        appender.start();
        root.addAppender(appender);
        return () -> {
            root.detachAppender(appender);
            appender.stop();
        };
    }

    private static final class Appender extends AppenderBase<ILoggingEvent> {

        private final Consumer<LogLine> sink;

        Appender(Consumer<LogLine> sink) {
            this.sink = sink;
        }

        @Override
        protected void append(ILoggingEvent event) {
            List<Marker> markers = event.getMarkerList();
            if (markers == null || markers.stream().noneMatch(m -> m.contains(RunLog.WRITTEN))) {
                sink.accept(new LogLine(
                        Instant.ofEpochMilli(event.getTimeStamp()),
                        event.getLevel().toString(),
                        event.getLoggerName(),
                        event.getThreadName(),
                        event.getFormattedMessage(),
                        event.getThrowableProxy() instanceof ThrowableProxy proxy
                                ? Optional.of(proxy.getThrowable())
                                : Optional.empty()));
            }
        }
    }
}
