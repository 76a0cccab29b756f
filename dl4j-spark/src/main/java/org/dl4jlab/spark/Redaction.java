package org.dl4jlab.spark;

import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;

/**
 * What of a program's surroundings is nobody's business: it is not written into Spark's event log, which whoever reads the
 * cluster's history can open, and is not handed on to the processes of a local cluster.
 */
public final class Redaction {

    private static final String ADDRESS_WITH_PASSWORD = "://[^/\\s:@]+:[^/\\s@]*@";

    private static final String SECRET =
            "(?i)secret|passw|passphrase|token|credential|access[._-]?key|api[._-]?key|private[._-]?key|proxy[._-]?user"
                    + "|authorization|" + ADDRESS_WITH_PASSWORD;

    /** An absolute path in a value, as it is written on Linux, macOS and Windows; not the path of an address on the web. */
    private static final String PATH =
            "(?:^|[\\s=:;,'\"(\\[])(?:/(?!/)|~/|[A-Za-z]:[\\\\/](?!/))[^\\s,;:\\])]|file:/|\\\\\\\\[^\\s]";

    /** Properties of a JVM that tell of its user, and the command line, which may hold anything. */
    private static final String PERSONAL = "^(?:user\\.(?:name|home|dir)|sun\\.java\\.command|env\\..*)$";

    private static final Pattern SECRETS = Pattern.compile(SECRET);

    /** In a value of any name: options of a JVM, an address with a password. */
    private static final Pattern TOLD_SECRET =
            Pattern.compile("(?i)(?:secret|passw\\w*|token|credentials?|key)=|" + ADDRESS_WITH_PASSWORD);

    private Redaction() {}

    /** Has Spark black out secrets and paths in its event log and on its pages, unless the user said what to black out. */
    static void configure(SparkConf conf) {
        // Spark looks for it in the name and in the value of each property.
        conf.setIfMissing("spark.redaction.regex", SECRET + "|" + PATH + "|" + PERSONAL);
        // In the descriptions of queries, where only what matches is blacked out.
        conf.setIfMissing("spark.redaction.string.regex", "(?:file:/|(?<![\\w/.:-])/(?!/))[^\\s,;\\])]+");
    }

    /** Removes variables that hold a secret, or an address with one, from the environment of a process to be started. */
    public static void removeSecrets(Map<String, String> environment) {
        environment
                .entrySet()
                .removeIf(variable -> SECRETS.matcher(variable.getKey()).find()
                        || TOLD_SECRET.matcher(variable.getValue()).find());
    }
}
