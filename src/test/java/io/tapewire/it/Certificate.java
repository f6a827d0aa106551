package io.tapewire.it;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/** A certificate for localhost that nobody has signed but itself, with its key, as files. */
final class Certificate {
    private static final String PASSWORD = "changeit";
    private static final String ALIAS = "localhost";

    private final Path certificate;
    private final Path key;
    private final Path both;

    private Certificate(Path folder) {
        certificate = folder.resolve("certificate.pem");
        key = folder.resolve("key.pem");
        both = folder.resolve("both.pem");
    }

    static Certificate create(Path folder) {
        Certificate created = new Certificate(folder);
        Path store = folder.resolve("certificate.p12");
        try {
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            ALIAS,
                            "-keyalg",
                            "EC",
                            "-groupname",
                            "secp256r1",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "san=dns:localhost",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            PASSWORD)
                    .inheritIO()
                    .start();
            if (keytool.waitFor() != 0) {
                throw new AssertionError("keytool has failed");
            }
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            String certificate = pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
            String key = pem(
                    "PRIVATE KEY", keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
            Files.writeString(created.certificate, certificate);
            Files.writeString(created.key, key);
            Files.writeString(created.both, certificate + key);
            return created;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String what, byte[] encoded) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(encoded);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, body, what);
    }

    /** Puts its files in place of those that a configuration names. */
    String namedIn(String configuration) {
        String named = configuration;
        for (List<Object> each : List.<List<Object>>of(
                List.of("/etc/ssl/certs/terminals.pem", certificate),
                List.of("/etc/ssl/private/terminals.key", key),
                List.of("/etc/haproxy/terminals.pem", both))) {
            named = named.replace(each.get(0).toString(), each.get(1).toString());
        }
        return named;
    }
}
