/** Networks that were trained or configured before: reading them from files, and taking their weights over. */
package org.dl4jlab.training.internal.pretrained;
