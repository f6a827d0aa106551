package io.tapewire.it;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * One kind of request that needs a permission. {@code EndpointsTest} and {@code TokensIT} see to it that none is missing
 * here.
 */
record Endpoint(String method, String path) {
    /** Resources of a channel, by what can be done with each. */
    static final List<String> RESOURCES = List.of(
            "GET output",
            "PUT output",
            "POST output",
            "POST messages",
            "GET records",
            "GET runs",
            "GET runs/r",
            "GET tasks",
            "GET search",
            "GET files",
            "PUT files/f",
            "GET files/f",
            "PATCH uploads/u");

    /** Everything under a channel's address. */
    static List<Endpoint> ofChannel(String channel) {
        List<Endpoint> all = new ArrayList<>();
        for (String resource : RESOURCES) {
            String[] parts = resource.split(" ", -1);
            all.add(new Endpoint(parts[0], "channels/" + channel + "/" + parts[1]));
        }
        all.add(new Endpoint("DELETE", "channels/" + channel));
        return all;
    }

    /** Everything that needs a token. */
    static List<Endpoint> of(String channel) {
        List<Endpoint> all = new ArrayList<>(ofChannel(channel));
        all.add(new Endpoint("GET", "channels"));
        all.add(new Endpoint("GET", "tapewire/me"));
        all.add(new Endpoint("GET", "tapewire/limits"));
        all.add(new Endpoint("POST", "tapewire/tickets"));
        all.add(new Endpoint("GET", "tapewire/revocations"));
        all.add(new Endpoint("POST", "tapewire/revocations"));
        all.add(new Endpoint("DELETE", "tapewire/revocations?sub=x"));
        all.add(new Endpoint("GET", "tapewire/drain"));
        all.add(new Endpoint("POST", "tapewire/drain"));
        all.add(new Endpoint("DELETE", "tapewire/drain"));
        return all;
    }

    HttpResponse<String> ask(Producer producer) {
        return Producer.send(producer.request(path)
                .method(method, method.startsWith("P") ? BodyPublishers.ofString("{}") : BodyPublishers.noBody()));
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
