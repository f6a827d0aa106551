package io.tapewire.store;

import java.nio.file.Path;

/** Where the history is if the configuration does not say it: in the server's own data, or else in the user's home. */
public final class HistoryDirectory {
    private HistoryDirectory() {}

    /**
     * The directory for an application's history.
     *
     * @param application the application's name, which tells those of one server apart; a version in it does not count
     */
    public static Path standard(String application) {
        return parent().resolve(application.replaceFirst("[-_.]v?[0-9].*$", ""));
    }

    private static Path parent() {
        String wildFly = System.getProperty("jboss.server.data.dir");
        if (wildFly != null) {
            return Path.of(wildFly, "tapewire");
        }
        String payara = System.getProperty("com.sun.aas.instanceRoot");
        // Payara Micro has one, too, but it is a temporary directory and new at each start
        if (payara != null && !isMicro()) {
            return Path.of(payara, "tapewire");
        }
        return Path.of(System.getProperty("user.home"), ".tapewire");
    }

    private static boolean isMicro() {
        try {
            Class.forName("fish.payara.micro.PayaraMicro", false, ClassLoader.getSystemClassLoader());
            return true;
        } catch (ClassNotFoundException server) {
            return false;
        }
    }
}
