package org.dl4jlab.ui.server;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that a browser must show before the dashboard answers it. Compared in constant time, never printed by
 * {@link #toString()}.
 */
public final class AccessToken {

    /** Characters that need no escaping in a URL or a cookie. */
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_-]{16,256}");

    private static final SecureRandom RANDOM = new SecureRandom();

    private final String value;
    private final byte[] digest;

    private AccessToken(String value) {
        this.value = value;
        this.digest = sha256(value);
    }

    /**
     * @throws DashboardException when the token is shorter than 16 or longer than 256 characters, or has others than
     *     letters, digits, {@code -} and {@code _}
     */
    public static AccessToken of(String value) {
        if (value == null || !VALID.matcher(value).matches()) {
            throw new DashboardException("The access token must have 16 to 256 characters out of A-Z a-z 0-9 - _ .");
        }
        return new AccessToken(value);
    }

    /** A new token of 192 random bits. */
    public static AccessToken random() {
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return new AccessToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The secret itself, for the address that is printed once to the person who started the dashboard. */
    public String value() {
        return value;
    }

    /** Whether {@code candidate} is this token; takes the same time whichever characters differ. */
    public boolean matches(String candidate) {
        // Digests have one length, so the comparison does not tell the token's length either.
        return candidate != null && MessageDigest.isEqual(digest, sha256(candidate));
    }

    /** Whether two texts are equal; takes the same time whichever characters differ. */
    static boolean equal(String one, String other) {
        return MessageDigest.isEqual(sha256(one), sha256(other));
    }

    /**
     * What a browser keeps instead of the token. Cookies go to every port of a host, so another server there may see it: it
     * tells nothing about the token and opens no other port.
     *
     * @param authority the name and port under which the browser asks
     */
    String cookie(String authority) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(value.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] code = mac.doFinal(("dl4j-lab dashboard cookie of " + authority).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "AccessToken[hidden]";
    }
}
