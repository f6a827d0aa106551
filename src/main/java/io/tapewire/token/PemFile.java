package io.tapewire.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tapewire.config.JwtSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A public key or a certificate in PEM, given as its text or as a file. */
final class PemFile {
    private static final String BEGIN = "-----BEGIN ";
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");
    private static final List<String> KINDS = List.of("RSA", "EC");

    private PemFile() {}

    /** @throws IllegalArgumentException if there is none */
    static PublicKey read(JwtSettings settings) {
        try {
            String text = settings.key().startsWith(BEGIN)
                    // in a file of properties a line's end is often written as \n
                    ? settings.key().replace("\\n", "\n")
                    : Files.readString(fileOf(settings.key()), US_ASCII);
            return parse(text);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException bad) {
            throw new IllegalArgumentException(
                    settings.source().key() + " is not allowed: it takes a public key or a certificate in PEM, or the"
                            + " path of a file with one",
                    bad);
        }
    }

    /** The file that a path or a {@code file:} address names. */
    static Path fileOf(String value) {
        return value.startsWith("file:") ? Path.of(URI.create(value)) : Path.of(value);
    }

    private static PublicKey parse(String text) throws GeneralSecurityException {
        Matcher key = KEY.matcher(text);
        if (!key.find()) {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(text.strip().getBytes(US_ASCII)))
                    .getPublicKey();
        }
        X509EncodedKeySpec encoded =
                new X509EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1)));
        InvalidKeySpecException other = null;
        for (String kind : KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePublic(encoded);
            } catch (InvalidKeySpecException ofAnotherKind) {
                other = ofAnotherKind;
            }
        }
        throw other;
    }
}
