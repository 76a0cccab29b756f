package org.dl4jlab.data.fetch;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.dl4jlab.data.catalog.DataFile;
import org.dl4jlab.data.catalog.DataSetSpec;

/** The messages that a user reads when a data set cannot be had. */
final class FetchReport {

    /**
     * One source and how it went.
     *
     * @param source its title
     * @param outcome why it failed
     */
    record Attempt(String source, String outcome) {}

    private FetchReport() {}

    static String allFailed(DataSetSpec spec, Path folder, List<FileCheck> flaws, List<Attempt> attempts) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s could not be fetched: %d of %d files are missing or damaged. Tried:%n",
                spec.title(),
                flaws.size(),
                spec.files().size()));
        for (Attempt attempt : attempts) {
            text.append(String.format(Locale.ROOT, "  - %s: %s%n", attempt.source(), attempt.outcome()));
        }
        text.append(String.format(
                Locale.ROOT, "To supply the files by hand, put them into %s (plain, or as .gz):%n", folder));
        for (FileCheck flaw : flaws) {
            DataFile file = flaw.file();
            text.append(String.format(
                    Locale.ROOT, "  - %s, %d bytes, SHA-256 %s%n", file.name(), file.size(), file.sha256()));
        }
        String archives = String.join(" or ", ManualDelivery.archives(spec).keySet());
        if (!archives.isEmpty()) {
            text.append(String.format(Locale.ROOT, "or put %s there as it is. ", archives));
        }
        text.append(String.format(
                Locale.ROOT,
                "A folder that holds them already can be named by -D%s=FOLDER or %s=FOLDER.",
                DefaultFolders.LOCAL_PROPERTY,
                DefaultFolders.LOCAL_VARIABLE));
        return text.toString();
    }

    static String offline(DataSetSpec spec, Path folder, List<FileCheck> flaws) {
        return String.format(
                Locale.ROOT,
                "%s is not in the cache (%d of %d files are missing or damaged in %s), and nothing may be fetched"
                        + " while offline.",
                spec.title(),
                flaws.size(),
                spec.files().size(),
                folder);
    }

    static String cacheFailed(DataSetSpec spec, Path cache, CacheFailure failure) {
        long bytes = spec.files().stream().collect(Collectors.summingLong(DataFile::size));
        return String.format(
                Locale.ROOT,
                "%s. %s needs about %d MB in the cache folder %s. Make room or give write permission, or name another"
                        + " folder by -D%s=FOLDER or %s=FOLDER.",
                failure.getMessage(),
                spec.title(),
                3 * bytes / 1_000_000,
                cache,
                DefaultFolders.CACHE_PROPERTY,
                DefaultFolders.CACHE_VARIABLE);
    }
}
