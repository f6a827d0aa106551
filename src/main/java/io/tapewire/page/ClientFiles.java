package io.tapewire.page;

import io.tapewire.security.Methods;
import io.tapewire.security.Refusal;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves the client's files. The names of most of them have a hash of their contents, so browsers keep them for good. The
 * others have addresses that stay, and are revalidated each time by their contents, because after an upgrade modules of two
 * versions must not be mixed. The containers compare a file's time, which a reproducible build makes the same for all versions.
 */
@WebServlet("/tapewire/*")
public class ClientFiles extends HttpServlet {
    private static final long serialVersionUID = 1;

    private static final Methods METHODS = Methods.of("GET");

    /** Where the files are whose names have a hash. */
    private static final String BUILT = "/tapewire/client/built/";

    /** The files that were requested and exist; bounded by the files in the jar. */
    private final transient Map<String, ClientFile> files = new ConcurrentHashMap<>();

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // getPathInfo is null if the path is only this servlet's address
        String path = request.getServletPath() + Objects.toString(request.getPathInfo(), "");
        Optional<ClientFile> found = find(path);
        if (found.isEmpty()) {
            String words = path.startsWith(BUILT)
                    ? "this file belongs to another version of the page: reload the page"
                    : "there is no such file";
            Refusal.send(request, response, 404, "not_found", words);
        } else if (METHODS.admit(request, response)) {
            found.get().send(request, response);
        }
    }

    private Optional<ClientFile> find(String path) throws IOException {
        ClientFile known = files.get(path);
        String type = typeOf(path);
        // a Facelet is not served as a file
        if (known != null || type == null || path.endsWith(".xhtml")) {
            return Optional.ofNullable(known);
        }
        try (InputStream in = getServletContext().getResourceAsStream(path)) {
            if (in == null) {
                return Optional.empty();
            }
            String caching = path.startsWith(BUILT) ? ClientFile.KEPT : ClientFile.REVALIDATED;
            ClientFile file = ClientFile.of(type, caching, sourceMapOf(path), in.readAllBytes());
            files.put(path, file);
            return Optional.of(file);
        }
    }

    /** Developer tools ask for it. The name is relative to the file. */
    private String sourceMapOf(String path) throws MalformedURLException {
        String map = path + ".map";
        return getServletContext().getResource(map) == null ? null : map.substring(map.lastIndexOf('/') + 1);
    }

    /** The media type of a file, or {@code null} if none is known. */
    private String typeOf(String path) {
        // no server knows source maps
        return path.endsWith(".map") ? "application/json" : getServletContext().getMimeType(path);
    }
}
