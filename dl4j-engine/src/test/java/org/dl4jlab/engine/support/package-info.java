/** Networks and comparisons that the engine's tests share. */
package org.dl4jlab.engine.support;
