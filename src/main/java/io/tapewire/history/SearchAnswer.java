package io.tapewire.history;

import io.tapewire.channel.Channel;
import io.tapewire.config.Limit;
import io.tapewire.http.Parameters;
import io.tapewire.http.Rejected;
import io.tapewire.log.Log;
import io.tapewire.search.BadExpression;
import io.tapewire.search.Expression;
import io.tapewire.search.Result;
import io.tapewire.search.Searches;
import io.tapewire.search.TooManySearches;
import io.tapewire.security.Proxies;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** Answers with the lines that match, newest first, while they are found. Any thread. */
final class SearchAnswer {
    private static final int USUAL = 100;
    private static final int MOST = 1_000;
    private static final int RETRY_S = 1;

    private final Searches searches;
    private final Proxies proxies;

    SearchAnswer(Searches searches, Proxies proxies) {
        this.searches = searches;
        this.proxies = proxies;
    }

    void send(Channel channel, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Parameters parameters = Parameters.of(request, "q", "regex", "case", "invert", "after", "before", "limit");
        Expression expression =
                isTrue(parameters, "invert") ? expression(parameters).inverted() : expression(parameters);
        long after = parameters.number("after", 0, Parameters.MOST_OFFSET).orElse(0);
        long before = parameters.number("before", 1, Parameters.MOST_OFFSET).orElse(Parameters.MOST_OFFSET);
        int limit = (int) parameters.number("limit", 1, MOST).orElse(USUAL);
        // a deleted channel begins another log: the hits are in the one that is named
        Log log = channel.log();
        response.setContentType("application/x-ndjson");
        Range.describe(log, response);
        if (request.getMethod().equals("HEAD")) {
            return;
        }
        SearchReport report = new SearchReport(response);
        try {
            Result result = searches.run(Reader.of(request, proxies), log, expression, after, before, limit, report);
            report.done(result);
        } catch (TooManySearches full) {
            throw Rejected.busy(full.getMessage() + " (" + Limit.SEARCHES.key() + ")", RETRY_S);
        }
    }

    private static Expression expression(Parameters parameters) {
        String wanted = parameters.text("q");
        if (wanted == null || wanted.isEmpty() || wanted.length() > Expression.MOST_CHARACTERS) {
            throw Parameters.bad("q is what to search for, 1 to " + Expression.MOST_CHARACTERS + " characters");
        }
        boolean caseSensitive = isTrue(parameters, "case");
        if (!isTrue(parameters, "regex")) {
            return Expression.text(wanted, caseSensitive);
        }
        try {
            return Expression.regex(wanted, caseSensitive);
        } catch (BadExpression bad) {
            throw Parameters.bad("q is a regular expression of RE2: " + bad.getMessage());
        }
    }

    private static boolean isTrue(Parameters parameters, String name) {
        return parameters.word(name, List.of("true", "false"), "false").equals("true");
    }
}
