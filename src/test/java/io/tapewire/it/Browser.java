package io.tapewire.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The Chromium that the build has found or installed, without a window, and silent towards the network. */
public final class Browser {
    private Browser() {}

    /**
     * Starts it.
     *
     * @param more arguments of the browser
     */
    public static ChromeDriver start(String... more) {
        Properties found = new Properties();
        try (var in = Files.newBufferedReader(Path.of(System.getProperty("it.browser")))) {
            found.load(in);
        } catch (IOException e) {
            throw new IllegalStateException("the build has not said which browser to use", e);
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(found.getProperty("browser"));
        options.addArguments(
                "--headless=new",
                "--window-size=1200,800",
                // builds often run as root, and in containers with little shared memory
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync");
        options.addArguments(more);
        // named, so that Selenium looks for no driver on the network
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(found.getProperty("driver")))
                .build();
        return new ChromeDriver(service, options);
    }
}
