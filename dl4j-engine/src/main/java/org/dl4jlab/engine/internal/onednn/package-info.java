/**
 * A thin, typed skin over oneDNN's C++ API (JavaCPP preset {@code org.bytedeco:dnnl}): the CPU engine,
 * memory layouts, primitives that refuse reference implementations, and the OpenMP thread count.
 *
 * <p>Nothing here knows networks. Source: <a href="https://uxlfoundation.github.io/oneDNN/">oneDNN developer guide</a>.
 */
package org.dl4jlab.engine.internal.onednn;
