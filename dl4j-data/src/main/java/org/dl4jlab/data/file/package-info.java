/** Files and folders of this machine, for whoever writes or removes them: a file is either whole or absent. And CSV. */
package org.dl4jlab.data.file;
