package org.dl4jlab.engine.differential;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a call did to a network.
 *
 * @param failure class and message of the exception, if one was thrown
 * @param defect whether it comes from a defect of DL4J that the engine need not have
 * @param text everything that must be equal
 * @param numbers everything that must agree but for rounding
 */
record Outcome(Optional<String> failure, boolean defect, String text, Map<String, INDArray> numbers) {
    private static final List<String> DEFECTS =
            List.of("leaked workspace pointer", "Cannot get interval index", "array is defined in incorrect workspace");

    static Outcome of(Operation operation, Subject subject, Noise noise) {
        Map<String, INDArray> numbers = new LinkedHashMap<>();
        subject.recorder.calls.clear();
        Optional<String> failure = Optional.empty();
        boolean defect = false;
        Object answer = null;
        try {
            answer = operation.action().on(subject, noise);
        } catch (Throwable e) {
            failure = Optional.of(describe(e));
            defect = isDefect(e);
        }
        subject.recorder.failNoMore();
        Nd4j.getMemoryManager().setCurrentWorkspace(null); // DL4J's graphs leave theirs where modes are mixed
        if (failure.isPresent()) {
            Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread(); // DL4J leaves some open when it throws
        }
        String text = "";
        if (answer instanceof INDArray[] arrays) {
            answer = List.of(arrays);
        }
        if (answer instanceof INDArray array) {
            numbers.put("answer", array.dup('c').detach());
        } else if (answer instanceof Double number) {
            numbers.put("answer", Nd4j.scalar(number));
        } else if (answer instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                numbers.put("answer " + i, ((INDArray) list.get(i)).dup('c').detach());
            }
        } else if (answer instanceof Map<?, ?> map) {
            map.forEach((name, array) ->
                    numbers.put("answer " + name, ((INDArray) array).dup('c').detach()));
        } else {
            text += "answer " + answer + ", ";
        }
        try {
            numbers.putAll(subject.numbers());
        } catch (RuntimeException e) { // no updater can be made for some networks that DL4J has frozen
            failure = failure.or(() -> Optional.of(describe(e)));
            defect |= isDefect(e);
        }
        return new Outcome(
                failure, defect, text + subject.discreteState() + ", calls " + subject.recorder.calls, numbers);
    }

    /**
     * Some of DL4J's updates and masks look at arrays in workspaces that it has closed, and some updates have no state, or
     * too small a one, when layers are frozen. Now and then, not when repeated, its recurrent layers take an input of an
     * iterator of several inputs for one from a wrong workspace.
     */
    private static boolean isDefect(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            String message = String.valueOf(e.getMessage());
            if (DEFECTS.stream().anyMatch(message::contains)) {
                return true;
            }
        }
        StackTraceElement[] frames = failure.getStackTrace();
        return frames.length > 0 && frames[0].getMethodName().equals("rebuildUpdaterStateArray");
    }

    /** Without the message of an exception that the JVM itself throws: it leaves the message out when it throws one often. */
    private static String describe(Throwable e) {
        boolean byJvm = e instanceof ClassCastException
                || e instanceof NullPointerException
                || e instanceof ArrayIndexOutOfBoundsException
                || e instanceof ArithmeticException;
        return e.getClass().getName() + (byJvm ? "" : ": " + e.getMessage());
    }
}
