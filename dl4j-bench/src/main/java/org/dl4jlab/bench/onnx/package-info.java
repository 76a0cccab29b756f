/** ONNX Runtime as a contender, and what it takes to write the compared networks in its format. */
package org.dl4jlab.bench.onnx;
