package io.tapewire.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.security.Methods;
import io.tapewire.security.Proxies;
import io.tapewire.security.Refusal;
import io.tapewire.security.SafeHeaders;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves the command {@code tapewire}: its jar and its start scripts, and a text with the line that downloads and runs
 * it. They are in the WAR, so an application that only has the jar of Tapewire serves none of them.
 */
@WebServlet("/tapewire/cli/*")
public class CommandFiles extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Methods METHODS = Methods.of("GET");
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final Map<String, String> TYPES =
            Map.of("/tapewire", TEXT, "/tapewire.cmd", TEXT, "/tapewire.jar", "application/java-archive");

    private final transient Map<String, ClientFile> files = new ConcurrentHashMap<>();

    @Inject
    private transient Proxies proxies;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = Objects.toString(request.getPathInfo(), "/");
        // the text is there if the command is
        ClientFile file = find(path.equals("/") ? "/tapewire.jar" : path);
        if (file == null) {
            Refusal.send(request, response, 404, "not_found", "there is no such file");
        } else if (METHODS.admit(request, response)) {
            if (path.equals("/")) {
                explain(request, response);
            } else {
                file.send(request, response);
            }
        }
    }

    private ClientFile find(String path) throws IOException {
        String type = TYPES.get(path);
        ClientFile known = files.get(path);
        if (type == null || known != null) {
            return known;
        }
        try (InputStream in = getServletContext().getResourceAsStream("/tapewire/cli" + path)) {
            if (in == null) {
                return null;
            }
            ClientFile file = ClientFile.of(type, ClientFile.REVALIDATED, null, in.readAllBytes());
            files.put(path, file);
            return file;
        }
    }

    private void explain(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String root = proxies.ownAddress(request).orElse("http://localhost:8080");
        byte[] text = """
                The command tapewire publishes what a program prints, and its exit status. It needs Java 17 and nothing else.
                This downloads it into the current directory:

                    curl -fsSO '%1$s/tapewire/cli/{tapewire,tapewire.jar}' && chmod +x tapewire

                With the token in TAPEWIRE_TOKEN this runs a program, shows its output as usual, and publishes it as the channel build:

                    TAPEWIRE_URL=%1$s ./tapewire run build -- some-command

                ./tapewire --help tells the rest. On Windows take tapewire.cmd instead of tapewire.
                """.formatted(root).getBytes(UTF_8);
        response.setHeader("Cache-Control", "no-store");
        SafeHeaders.ofPage(response);
        response.setContentType(TEXT);
        response.setContentLength(text.length);
        response.getOutputStream().write(text);
    }
}
