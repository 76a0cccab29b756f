/** What the compilers of several rooms have in common: their interface, element-wise functions, sliding windows. */
package org.dl4jlab.engine.internal.layer.shared;
