/**
 * Learning rates that change from step to step, as DL4J schedules: DL4J has no cosine, no one-cycle and no warm-up. They
 * are immutable, count iterations of one training from 0, and are saved in a network's configuration.
 */
package org.dl4jlab.models.schedule;
