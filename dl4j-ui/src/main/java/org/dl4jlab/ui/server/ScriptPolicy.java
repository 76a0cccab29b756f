package org.dl4jlab.ui.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The content policy of a page that carries scripts of its own, as DL4J's do: it names the digest of each, so a script
 * that a statistics file smuggles into the page does not run.
 */
public final class ScriptPolicy {

    private static final Pattern INLINE_SCRIPT = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);
    private static final Pattern HANDLER = Pattern.compile("\\son[a-z]+=(?:\"([^\"]*)\"|'([^']*)')");

    private ScriptPolicy() {}

    /** The value of the {@code Content-Security-Policy} header for a page. */
    public static String of(String html) {
        Set<String> scripts = new LinkedHashSet<>();
        INLINE_SCRIPT.matcher(html).results().map(m -> m.group(1)).forEach(scripts::add);
        HANDLER.matcher(html).results().map(ScriptPolicy::attribute).forEach(scripts::add);
        String digests = scripts.stream().map(ScriptPolicy::digest).collect(Collectors.joining(" "));
        return "default-src 'none'; script-src 'self' 'unsafe-hashes' " + digests
                // The charts place their labels by style attributes.
                + "; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self';"
                + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private static String attribute(MatchResult match) {
        return match.group(1) != null ? match.group(1) : match.group(2);
    }

    private static String digest(String script) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(sha256) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
