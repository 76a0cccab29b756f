/**
 * Typed settings: records whose components a user may override by name, with errors that say what is allowed instead.
 */
package org.dl4jlab.training.internal.settings;
