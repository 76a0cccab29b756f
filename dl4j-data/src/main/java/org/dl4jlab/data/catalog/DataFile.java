package org.dl4jlab.data.catalog;

import java.util.regex.Pattern;

/**
 * One file of a data set in the form in which it is kept. A file is accepted only if size and SHA-256 agree.
 *
 * @param name file name, without a folder
 * @param size in bytes
 * @param sha256 64 lower-case hexadecimal digits
 * @param md5 32 lower-case hexadecimal digits: what most data sets publish, kept so that people can compare
 */
public record DataFile(String name, long size, String sha256, String md5) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

    /** @throws IllegalArgumentException if the name has a folder in it or a checksum is not one */
    public DataFile {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a plain file name: '" + name + "'");
        }
        if (size < 0 || !SHA256.matcher(sha256).matches() || !MD5.matcher(md5).matches()) {
            throw new IllegalArgumentException("bad size or checksum of " + name);
        }
    }
}
