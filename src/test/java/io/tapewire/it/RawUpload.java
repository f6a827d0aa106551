package io.tapewire.it;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;

/** A request that announces more than it sends, because its connection is cut. */
final class RawUpload {
    private RawUpload() {}

    static void cut(URI server, String token, String method, String path, int bytes, String... headers)
            throws IOException {
        begin(server, token, method, path, new byte[bytes], headers).close();
    }

    /** Sends the first half of a request's body, and leaves the connection open. */
    static Socket begin(URI server, String token, String method, String path, byte[] bytes, String... headers)
            throws IOException {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        Socket socket = new Socket(server.getHost(), server.getPort());
        OutputStream out = socket.getOutputStream();
        out.write("%s %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n%sContent-Length: %d\r\n\r\n"
                .formatted(method, path, token, more, 2 * bytes.length)
                .getBytes(US_ASCII));
        out.write(bytes);
        out.flush();
        return socket;
    }
}
