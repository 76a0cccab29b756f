/** One empty class that oneDNN's JavaCPP preset names and a CPU does not need. */
package org.bytedeco.opencl.presets;
