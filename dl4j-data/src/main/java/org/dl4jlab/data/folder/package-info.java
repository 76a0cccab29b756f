/**
 * A person's own pictures as they lie on disk: a folder for each class, perhaps below {@code train}, {@code validation} and
 * {@code test}; a manifest in CSV or JSON lines; or a zip or tar of these. {@link org.dl4jlab.data.folder.FolderScan} lists
 * them with class and part and says of everything else why it was passed over; nothing is decoded here.
 */
package org.dl4jlab.data.folder;
