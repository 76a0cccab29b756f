/**
 * PyTorch as an opponent, through libtorch's C++ interface and JavaCPP. Runs in a JVM that has no DL4J on its class
 * path.
 */
package org.dl4jlab.bench.pytorch;
