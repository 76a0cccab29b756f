/**
 * Sets up the native libraries under DL4J from inside the JVM.
 *
 * <p>Most of what makes ND4J fast is decided when its libraries are loaded: environment variables that OpenMP and
 * OpenBLAS read once, system properties that JavaCPP and DL4J read once, the behaviour of the C allocator. A program
 * started by {@code mvn exec:java} runs inside Maven's JVM, where nobody could set them on the command line, so
 * {@link org.dl4jlab.engine.NativeRuntime} sets them itself, before the first ND4J class is loaded. Every
 * setting has a name, a reason and a switch; what was done is told by a
 * {@link org.dl4jlab.engine.RuntimeReport}.
 */
package org.dl4jlab.engine.internal.runtime;
