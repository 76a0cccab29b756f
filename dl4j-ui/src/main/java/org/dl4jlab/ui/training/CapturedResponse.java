package org.dl4jlab.ui.training;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.Proxy;
import java.util.List;
import org.deeplearning4j.ui.api.Route;

/**
 * Asks a handler of DL4J's training module for its text. The handler sees neither the request nor the response, only its
 * arguments, so it can neither read nor send anything else.
 */
final class CapturedResponse {

    private CapturedResponse() {}

    /**
     * @param arguments the values of the variable parts of the route's address, in order
     * @return what the handler ends its response with; empty when it ends without a text
     */
    static String of(Route route, List<String> arguments) {
        StringBuilder text = new StringBuilder();
        ClassLoader loader = CapturedResponse.class.getClassLoader();
        HttpServerResponse response = (HttpServerResponse) Proxy.newProxyInstance(
                loader, new Class<?>[] {HttpServerResponse.class}, (proxy, method, values) -> {
                    if (method.getName().equals("end") && values != null && values[0] instanceof String answer) {
                        text.append(answer);
                    }
                    return method.getReturnType().isInstance(proxy) ? proxy : null;
                });
        RoutingContext context = (RoutingContext) Proxy.newProxyInstance(
                loader,
                new Class<?>[] {RoutingContext.class},
                (proxy, method, values) -> method.getName().equals("response") ? response : null);
        route.getConsumer().accept(arguments, context);
        return text.toString();
    }
}
