package org.dl4jlab.engine.internal.runtime;

import java.util.function.IntConsumer;
import java.util.function.ToIntFunction;
import org.dl4jlab.engine.SettingOutcome;

/**
 * How many threads a native library works with: a variable that it reads when it is loaded, and a call afterwards, because
 * ND4J's start-up sets another number.
 *
 * @param count how many threads it is to have
 * @param call tells the loaded library
 */
record ThreadSetting(
        String name, String reason, String variable, String reader, ToIntFunction<Machine> count, IntConsumer call)
        implements RuntimeSetting {

    @Override
    public SettingOutcome beforeLoad(Machine machine) {
        return new EnvironmentSetting(name, reason, variable, m -> Integer.toString(count.applyAsInt(m)), reader)
                .beforeLoad(machine);
    }

    @Override
    public SettingOutcome afterLoad(Machine machine, SettingOutcome before) {
        if (before.status() == SettingOutcome.Status.SKIPPED && System.getenv(variable) != null) {
            return before;
        }
        int threads = count.applyAsInt(machine);
        call.accept(threads);
        return SettingOutcome.applied(name, threads == 1 ? "1 thread" : threads + " threads");
    }
}
