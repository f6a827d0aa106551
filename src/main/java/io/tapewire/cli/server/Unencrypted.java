package io.tapewire.cli.server;

import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/** Connections without TLS. */
final class Unencrypted {
    private Unencrypted() {}

    /**
     * Lets a client that never uses TLS start without the certificates of all authorities, whose reading is a good part of the
     * time until its first request. If it used TLS it would trust nobody.
     */
    static HttpClient.Builder quickly(HttpClient.Builder client) {
        try {
            SSLContext nobody = SSLContext.getInstance("TLS");
            nobody.init(null, new TrustManager[0], null);
            return client.sslContext(nobody).sslParameters(new SSLParameters());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }
}
