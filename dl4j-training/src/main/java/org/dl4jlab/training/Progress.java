package org.dl4jlab.training;

/** Where long tasks report to. */
public interface Progress {

    /** Shows nothing. */
    Progress NONE = (name, total, unit) -> done -> {};

    /** A task under way; closing it takes it off the display. */
    @FunctionalInterface
    interface Task extends AutoCloseable {

        /**
         * Cheap enough to be called every few microseconds.
         *
         * @param done of the task's total
         */
        void advanceTo(long done);

        @Override
        default void close() {}
    }

    /**
     * Starts a task.
     *
     * @param name for the user
     * @param total when it will be done
     * @param unit of the total, plural
     */
    Task begin(String name, long total, String unit);
}
