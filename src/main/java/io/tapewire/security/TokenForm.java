package io.tapewire.security;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A form with a token, so that the token stands in no address. */
final class TokenForm implements Forms.Recipient {
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final TokenExchange exchange;

    TokenForm(HttpServletRequest request, HttpServletResponse response, TokenExchange exchange) {
        this.request = request;
        this.response = response;
        this.exchange = exchange;
    }

    @Override
    public void take(Query form) throws IOException {
        String token = form.first("token");
        if (token == null) {
            exchange.ask(request, response, HttpServletResponse.SC_BAD_REQUEST, "Enter a token.");
            return;
        }
        try {
            exchange.attempt(request, response, () -> exchange.signIn(token, request, response));
        } catch (ServletException never) {
            throw new IllegalStateException("signing in includes no other servlet", never);
        }
    }

    @Override
    public void late() throws IOException {
        exchange.ask(request, response, HttpServletResponse.SC_REQUEST_TIMEOUT, "The token has not arrived in time.");
    }

    @Override
    public void tooMany() throws IOException {
        exchange.refuse(request, response, null, "too_many_forms", "Too many people are signing in at this moment.");
    }
}
