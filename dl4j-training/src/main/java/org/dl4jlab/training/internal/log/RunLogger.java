package org.dl4jlab.training.internal.log;

import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LocationAwareLogger;

/** A logger that hands every line on to another one, and writes it to the log files of open runs. */
final class RunLogger extends AbstractLogger {

    private static final long serialVersionUID = 1;

    // SLF4J's base class asks for something that can be serialised; a copy would be the plain logger of this name.
    private transient volatile Logger target;

    RunLogger(String name) {
        this.name = name;
    }

    /** Looked up when it is first needed: starting a back end takes a while, and a class may have nothing to log. */
    private Logger target() {
        Logger known = target;
        if (known == null) {
            known = LoggerFactory.getLogger(name);
            target = known;
        }
        return known;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
        if (RunLog.isOpen() && level.toInt() >= Level.DEBUG.toInt()) {
            RunLog.write(new LogLine(
                    Instant.now(),
                    level.toString(),
                    name,
                    Thread.currentThread().getName(),
                    MessageFormatter.basicArrayFormat(pattern, arguments),
                    Optional.ofNullable(thrown)));
        }
        Marker written = marker == null ? RunLog.WRITTEN : marker;
        if (target() instanceof LocationAwareLogger aware) {
            aware.log(written, getFullyQualifiedCallerName(), level.toInt(), pattern, arguments, thrown);
        } else {
            target().atLevel(level)
                    .addMarker(written)
                    .setCause(thrown)
                    .log(MessageFormatter.basicArrayFormat(pattern, arguments));
        }
    }

    /** The class whose methods are called, so that a back end which shows the place of a call finds the caller's. */
    @Override
    protected String getFullyQualifiedCallerName() {
        return AbstractLogger.class.getName();
    }

    @Override
    public boolean isTraceEnabled() {
        return target().isTraceEnabled();
    }

    @Override
    public boolean isTraceEnabled(Marker marker) {
        return target().isTraceEnabled(marker);
    }

    @Override
    public boolean isDebugEnabled() {
        return RunLog.isOpen() || target().isDebugEnabled();
    }

    @Override
    public boolean isDebugEnabled(Marker marker) {
        return RunLog.isOpen() || target().isDebugEnabled(marker);
    }

    @Override
    public boolean isInfoEnabled() {
        return RunLog.isOpen() || target().isInfoEnabled();
    }

    @Override
    public boolean isInfoEnabled(Marker marker) {
        return RunLog.isOpen() || target().isInfoEnabled(marker);
    }

    @Override
    public boolean isWarnEnabled() {
        return RunLog.isOpen() || target().isWarnEnabled();
    }

    @Override
    public boolean isWarnEnabled(Marker marker) {
        return RunLog.isOpen() || target().isWarnEnabled(marker);
    }

    @Override
    public boolean isErrorEnabled() {
        return RunLog.isOpen() || target().isErrorEnabled();
    }

    @Override
    public boolean isErrorEnabled(Marker marker) {
        return RunLog.isOpen() || target().isErrorEnabled(marker);
    }
}
