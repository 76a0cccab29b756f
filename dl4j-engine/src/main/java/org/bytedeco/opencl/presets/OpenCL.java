package org.bytedeco.opencl.presets;

/**
 * An empty stand-in for JavaCPP's OpenCL preset.
 *
 * <p>The preset of oneDNN inherits from that of OpenCL, whose library only its GPU half calls. With this class the CPU
 * half loads without OpenCL on the machine.
 */
public class OpenCL {}
