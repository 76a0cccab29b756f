/**
 * The plans of one network: by batch size, compiled when they are first needed and again when something they were compiled
 * from was replaced; the checks of arrays, workspaces and settings before a plan reads the first byte; the reasons for
 * falling back to DL4J's own path. {@link org.dl4jlab.engine.internal.session.NetworkAccess} is what it needs of a network.
 */
package org.dl4jlab.engine.internal.session;
