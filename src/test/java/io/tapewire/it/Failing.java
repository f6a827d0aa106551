package io.tapewire.it;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** An address of an application that answers with an error, or fails. */
@WebServlet("/failing/*")
public class Failing extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if ("/forbidden".equals(request.getPathInfo())) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        } else {
            throw new IllegalStateException("a secret of the program");
        }
    }
}
