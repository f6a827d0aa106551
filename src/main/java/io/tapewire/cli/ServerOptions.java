package io.tapewire.cli;

import io.tapewire.cli.server.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where the server is, and the token for it. There is no option for the token, because everybody reads options in the list of processes. */
final class ServerOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = {"-s", "--server"},
            descriptionKey = "url",
            paramLabel = "URL",
            description = "the server's address (TAPEWIRE_URL); default: ${DEFAULT-VALUE}",
            defaultValue = "http://localhost:8080")
    private URI address;

    @Option(
            names = "--token-file",
            descriptionKey = "token-file",
            paramLabel = "FILE",
            description = "a file with nothing but the token; default: TAPEWIRE_TOKEN, or token in the configuration")
    private Path tokenFile;

    /** @throws ParameterException if the address or the token cannot be used */
    Server server() {
        String scheme = address.getScheme();
        if (address.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw wrong("not an address of a server: " + address + "; for instance http://localhost:8080");
        }
        return new Server(address, token());
    }

    private String token() {
        Settings settings = (Settings) spec.root().defaultValueProvider();
        if (tokenFile == null) {
            if (settings.tokenFile() != null) {
                warnOfReaders(settings.tokenFile());
            }
            return settings.find("token");
        }
        try {
            warnOfReaders(tokenFile);
            return Files.readString(tokenFile).strip();
        } catch (IOException e) {
            throw wrong("the file with the token cannot be read: " + e.getMessage());
        }
    }

    /** Mounted secrets are often readable by everybody, so this is no error. */
    private void warnOfReaders(Path file) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.contains(PosixFilePermission.OTHERS_READ)
                    || permissions.contains(PosixFilePermission.GROUP_READ)) {
                Notices.say("other users can read the token in " + file + "; to change that: chmod 600 " + file);
            }
        } catch (IOException e) {
            throw wrong("the permissions of " + file + " cannot be read: " + e.getMessage());
        } catch (UnsupportedOperationException notPosix) {
            // Windows has other permissions
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
