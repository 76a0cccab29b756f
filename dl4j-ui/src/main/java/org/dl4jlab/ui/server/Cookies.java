package org.dl4jlab.ui.server;

import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;

/** The cookies of a request. A browser may send several of one name, so all of their values count. */
public final class Cookies {

    private Cookies() {}

    /** Every value that the request gives for a name, in order. */
    public static List<String> values(HttpServerRequest request, String name) {
        List<String> values = new ArrayList<>();
        for (String header : request.headers().getAll("cookie")) {
            for (String pair : header.split(";")) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
                    values.add(unquoted(pair.substring(equals + 1).strip()));
                }
            }
        }
        return values;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
